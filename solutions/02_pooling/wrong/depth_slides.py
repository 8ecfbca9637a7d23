"""Fails: test_neighbouring_channels_are_pooled, test_drawn_groups, test_layer_works_in_a_model_of_any_size

Groups overlap: each channel is compared with its next ones.
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
        return functools.reduce(
            keras.ops.maximum,
            [inputs[..., i : inputs.shape[-1] - self.pool_size + 1 + i] for i in range(self.pool_size)],
        )

    def get_config(self):
        return super().get_config() | {"pool_size": self.pool_size}
