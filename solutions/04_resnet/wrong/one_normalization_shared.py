"""Fails: test_identity_unit_equals_the_textbook, test_wider_unit_equals_the_textbook, test_strided_unit_equals_the_textbook, test_activation_is_a_choice, test_unit_has_exactly_its_parameters, test_every_weight_learns, test_training_and_inference_differ, test_drawn_identity_unit, test_drawn_wider_unit, test_drawn_strided_unit

Both convolutions share one batch normalisation, as if it had no weights. Shapes are right (B), and its moving
averages mix two layers' statistics. Tells: 4 trainable weights instead of 6.
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
        normalization = keras.layers.BatchNormalization(momentum=0.9)
        self.main = keras.Sequential(
            [
                keras.layers.Conv2D(self.filters, 3, self.strides, padding="same", use_bias=False),
                normalization,
                keras.layers.Activation(self.activation),
                keras.layers.Conv2D(self.filters, 3, padding="same", use_bias=False),
                normalization,
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
