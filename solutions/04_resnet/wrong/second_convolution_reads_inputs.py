"""Fails: test_identity_unit_equals_the_textbook, test_wider_unit_equals_the_textbook, test_strided_unit_equals_the_textbook, test_activation_is_a_choice, test_unit_has_exactly_its_parameters, test_every_weight_learns, test_saved_unit_loads_again, test_drawn_identity_unit, test_drawn_wider_unit, test_drawn_strided_unit, test_training_and_inference_differ

The second convolution is fed the unit's input, a slip of one variable name. Where shapes agree, all looks right (B);
elsewhere it is an error (E). Tells: no gradient reaches the first convolution.
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
        outputs = self.first(inputs, training=training)
        outputs = self.activation(outputs)
        outputs = self.second(inputs, training=training)
        return self.activation(outputs + self.shortcut(inputs, training=training))

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": activation,
        }
