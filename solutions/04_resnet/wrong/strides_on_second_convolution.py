"""Fails: test_strided_unit_equals_the_textbook, test_drawn_strided_unit

The second convolution takes the strides instead of the first. Shapes and weights are right (B), the first convolution
works four times too hard. Tells: the output differs from the reference's with the same weights.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class ResidualUnit(keras.layers.Layer):
    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.strides = strides
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.main = keras.Sequential(
            [
                normalized_convolution(self.filters, 3),
                keras.layers.Activation(self.activation),
                normalized_convolution(self.filters, 3, self.strides),
            ]
        )
        self.shortcut = shortcut_branch(input_shape[-1], self.filters, self.strides)
        self.main.build(input_shape)
        self.shortcut.build(input_shape)

    def call(self, inputs, training=None):
        residual = self.main(inputs, training=training)
        return self.activation(residual + self.shortcut(inputs, training=training))

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": activation,
        }
