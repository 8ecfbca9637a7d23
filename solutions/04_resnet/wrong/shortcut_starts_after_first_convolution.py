"""Fails: test_zeroed_branch_leaves_the_activated_input, test_identity_unit_equals_the_textbook, test_wider_unit_equals_the_textbook, test_strided_unit_equals_the_textbook, test_activation_is_a_choice, test_unit_has_exactly_its_parameters, test_drawn_identity_unit, test_drawn_wider_unit, test_drawn_strided_unit, test_training_and_inference_differ

The shortcut starts behind the first convolution, where shapes always agree, so that no projection is ever needed.
Shapes are right (B), and the input has no free path through the unit. Tells: the silenced unit does not give relu(x -
0.5); no projection weights where the shape changes.
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
        self.first.build(input_shape)
        self.second.build((*input_shape[:-1], self.filters))

    def call(self, inputs, training=None):
        shortcut = self.activation(self.first(inputs, training=training))
        return self.activation(self.second(shortcut, training=training) + shortcut)

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": activation,
        }
