"""Fails: test_wider_unit_equals_the_textbook, test_activation_is_a_choice, test_unit_has_exactly_its_parameters, test_drawn_wider_unit, test_training_and_inference_differ

The shortcut is projected only where the strides exceed 1, so a change of channels at strides 1 has no projection. It
shows as an error (E): the sum meets [2, 8, 8, 16] and [2, 8, 8, 8]. Found in a well-known textbook, whose network
never needs the case. Tells: a unit with strides 1 and other channels than its input's.
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
        if self.strides > 1:
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
