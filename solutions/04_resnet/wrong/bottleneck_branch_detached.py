"""Fails: test_every_bottleneck_weight_learns

The main branch is detached from the gradient: whatever it computes is right, and it never gets better (B). Tells: no
gradient reaches the three convolutions.
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
        residual = keras.ops.stop_gradient(self.main(inputs, training=training))
        return self.activation(residual + self.shortcut(inputs, training=training))

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": activation,
        }
