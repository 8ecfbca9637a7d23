"""Fails: test_neighbouring_channels_are_pooled, test_drawn_groups, test_layer_works_in_a_model_of_any_size

Channels that are far apart make a group: reshaped to (size, groups) in place of (groups, size).
"""

import functools

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class DepthMaxPool(keras.layers.Layer):
    def __init__(self, pool_size=2, **kwargs):
        super().__init__(**kwargs)
        self.pool_size = pool_size

    def build(self, input_shape):
        if input_shape[-1] % self.pool_size:
            raise ValueError(f"No whole groups of {self.pool_size}. Received: {input_shape=}")

    def call(self, inputs):
        return functools.reduce(keras.ops.maximum, keras.ops.split(inputs, self.pool_size, axis=-1))

    def get_config(self):
        return super().get_config() | {"pool_size": self.pool_size}
