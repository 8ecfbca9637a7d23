"""Fails: test_bottleneck_training_and_inference_differ

The projection's normalisation is called with `training=False` for good: its averages never move (B), while those of the main
branch do. Tells: which of the averages a call with `training=True` moves, in a unit that has a projection.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class BottleneckUnit(keras.layers.Layer):
    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.strides = strides
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.main = keras.Sequential(
            [
                normalized_convolution(self.filters, 1),
                keras.layers.Activation(self.activation),
                normalized_convolution(self.filters, 3, self.strides),
                keras.layers.Activation(self.activation),
                normalized_convolution(4 * self.filters, 1),
            ]
        )
        self.shortcut = shortcut_branch(input_shape[-1], 4 * self.filters, self.strides)
        self.main.build(input_shape)
        self.shortcut.build(input_shape)

    def call(self, inputs, training=None):
        residual = self.main(inputs, training=training)
        return self.activation(residual + self.shortcut(inputs, training=False))

    def get_config(self):
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": keras.activations.serialize(self.activation),
        }
