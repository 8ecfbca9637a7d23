"""Fails: test_every_weight_of_the_network_learns

Units of the same channels and strides take their layers from one class attribute, so they share their weights (B); each unit
alone is right. Tells: the parameters of a network with two like units.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class ResidualUnit(keras.layers.Layer):
    made = {}

    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.strides = strides
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        key = input_shape[-1], self.filters, self.strides
        if key not in self.made:
            self.made[key] = (
                normalized_convolution(self.filters, 3, self.strides),
                normalized_convolution(self.filters, 3),
                shortcut_branch(input_shape[-1], self.filters, self.strides),
            )
            for layer, channels in zip(self.made[key], (key[0], self.filters, key[0])):
                layer.build((None, None, None, channels))
        self.first, self.second, self.shortcut = self.made[key]

    def call(self, inputs, training=None):
        residual = self.activation(self.first(inputs, training=training))
        residual = self.second(residual, training=training)
        return self.activation(residual + self.shortcut(inputs, training=training))

    def get_config(self):
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": keras.activations.serialize(self.activation),
        }
