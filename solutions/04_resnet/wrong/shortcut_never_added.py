"""Fails: test_zeroed_branch_leaves_the_activated_input, test_identity_unit_equals_the_textbook, test_wider_unit_equals_the_textbook, test_strided_unit_equals_the_textbook, test_activation_is_a_choice, test_drawn_identity_unit, test_drawn_wider_unit, test_drawn_strided_unit, test_training_and_inference_differ

The shortcut is built and never used: the unit is a plain stack of two convolutions. Shapes and number of weights are
right (B). Tells: with the last normalisation's gamma 0 and beta -0.5 the output is 0 everywhere instead of relu(x -
0.5).
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
        return self.activation(self.main(inputs, training=training))

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": activation,
        }
