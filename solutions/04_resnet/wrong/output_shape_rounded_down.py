"""Fails: test_strided_unit_equals_the_textbook, test_drawn_strided_unit

`compute_output_shape` was written by hand and rounds down, where padding "same" rounds up. It shows as a wrong shape
(W), at odd sizes only: Keras believes the method, and the model's announced shape is not the one of its output.
Tells: announced and real output shape of a strided unit at an odd size.
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
                normalized_convolution(self.filters, 3, self.strides),
                keras.layers.Activation(self.activation),
                normalized_convolution(self.filters, 3),
            ]
        )
        self.shortcut = shortcut_branch(input_shape[-1], self.filters, self.strides)
        self.main.build(input_shape)
        self.shortcut.build(input_shape)

    def call(self, inputs, training=None):
        residual = self.main(inputs, training=training)
        return self.activation(residual + self.shortcut(inputs, training=training))

    def compute_output_shape(self, input_shape):
        batch, height, width, _ = input_shape
        rows, columns = (size and size // self.strides for size in (height, width))
        return (batch, rows, columns, self.filters)

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": activation,
        }
