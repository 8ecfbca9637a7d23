"""Fails: test_strided_unit_equals_the_textbook, test_unit_has_exactly_its_parameters, test_drawn_strided_unit

The shortcut is projected only where the number of channels changes, so strides with equal channels have no
projection. It shows as an error (E): the sum meets two image sizes. Tells: a unit with strides 2 and as many channels
as its input.
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
        if input_shape[-1] != self.filters:
            self.shortcut = normalized_convolution(self.filters, 1, self.strides)
        else:
            self.shortcut = keras.layers.Identity()
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
