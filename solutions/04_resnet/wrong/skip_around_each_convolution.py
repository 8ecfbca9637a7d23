"""Fails: test_zeroed_branch_leaves_the_activated_input, test_identity_unit_equals_the_textbook, test_wider_unit_equals_the_textbook, test_strided_unit_equals_the_textbook, test_activation_is_a_choice, test_drawn_identity_unit, test_drawn_wider_unit, test_drawn_strided_unit

Each convolution has a skip of its own: two sums per unit instead of one. Shapes and number of weights are right (B).
Tells: the unit's output differs from the reference with the same weights; with *both* normalisations silenced, the
output is that of two sums, relu(relu(x - 0.5) - 0.5).
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
        self.first = normalized_convolution(self.filters, 3, self.strides)
        self.second = normalized_convolution(self.filters, 3)
        self.shortcut = shortcut_branch(input_shape[-1], self.filters, self.strides)
        self.first.build(input_shape)
        self.second.build((*input_shape[:-1], self.filters))
        self.shortcut.build(input_shape)

    def call(self, inputs, training=None):
        inner = self.first(inputs, training=training) + self.shortcut(inputs, training=training)
        inner = self.activation(inner)
        return self.activation(self.second(inner, training=training) + inner)

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": activation,
        }
