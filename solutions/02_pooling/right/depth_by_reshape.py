"""Channels are reshaped into groups; the shape is asked for when images flow; the layer says its output's shape itself."""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class DepthMaxPool(keras.layers.Layer):
    def __init__(self, pool_size=2, **kwargs):
        super().__init__(**kwargs)
        self.size = int(pool_size)

    def compute_output_shape(self, input_shape):
        if input_shape[-1] % self.size != 0:
            raise ValueError("groups")
        return (*input_shape[:-1], input_shape[-1] // self.size)

    def call(self, inputs):
        if inputs.shape[-1] % self.size != 0:
            raise ValueError("groups")
        batch, height, width = keras.ops.shape(inputs)[:3]
        grouped = keras.ops.reshape(inputs, (batch, height, width, inputs.shape[-1] // self.size, self.size))
        return keras.ops.amax(grouped, axis=-1)

    def get_config(self):
        config = super().get_config()
        config["pool_size"] = self.size
        return config
