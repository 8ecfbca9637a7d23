"""Fails: test_zeroed_branch_leaves_the_activated_input, test_identity_unit_equals_the_textbook, test_activation_is_a_choice, test_unit_has_exactly_its_parameters, test_drawn_identity_unit

The shortcut is a projection even where the shapes agree. Nothing breaks (B), but the free path is gone, which is the
point of the unit, and ResNet-34 has more parameters than published. Tells: the number of weights at equal shapes;
with the last normalisation silenced, the output is not a function of the input alone.
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
        self.shortcut = normalized_convolution(self.filters, 1, self.strides)
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
