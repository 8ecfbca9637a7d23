"""Fails: test_groups_must_be_whole

Refused with an AssertionError, which `python -O` takes away.
"""

import functools

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class DepthMaxPool(keras.layers.Layer):
    def __init__(self, pool_size=2, **kwargs):
        super().__init__(**kwargs)
        self.pool_size = pool_size

    def build(self, input_shape):
        assert input_shape[-1] % self.pool_size == 0

    def call(self, inputs):
        return functools.reduce(keras.ops.maximum, [inputs[..., i :: self.pool_size] for i in range(self.pool_size)])

    def get_config(self):
        return super().get_config() | {"pool_size": self.pool_size}
