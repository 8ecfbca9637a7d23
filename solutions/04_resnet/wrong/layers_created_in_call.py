"""Fails: test_zeroed_branch_leaves_the_activated_input, test_identity_unit_equals_the_textbook, test_wider_unit_equals_the_textbook, test_strided_unit_equals_the_textbook, test_activation_is_a_choice, test_unit_has_exactly_its_parameters, test_every_weight_learns, test_training_and_inference_differ, test_saved_unit_loads_again, test_drawn_identity_unit, test_drawn_wider_unit, test_drawn_strided_unit

The layers are made in `call`, anew each time. It shows late (E): building works and finds no weight at all, two calls
give two different results, and `fit` or `predict` raise. Tells: the number of weights; the same input twice.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class ResidualUnit(keras.layers.Layer):
    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.strides = strides
        self.activation = keras.activations.get(activation)

    def call(self, inputs, training=None):
        residual = normalized_convolution(self.filters, 3, self.strides)(inputs, training=training)
        residual = self.activation(residual)
        residual = normalized_convolution(self.filters, 3)(residual, training=training)
        shortcut = shortcut_branch(inputs.shape[-1], self.filters, self.strides)(inputs)
        return self.activation(residual + shortcut)

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": activation,
        }
