"""Fails: test_unit_has_exactly_its_parameters

The 3x3 convolutions have biases, Keras' default. Shapes are right (B); the normalisation that follows subtracts each
bias again, so they are dead weights. Tells: 8 trainable weights instead of 6, and no gradient for two of them.
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
                keras.layers.Conv2D(self.filters, 3, self.strides, padding="same"),
                keras.layers.BatchNormalization(momentum=0.9),
                keras.layers.Activation(self.activation),
                keras.layers.Conv2D(self.filters, 3, padding="same"),
                keras.layers.BatchNormalization(momentum=0.9),
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
