"""The unit is a `keras.Model`, not a `keras.layers.Layer`, and its branches are Sequential models made in `__init__`."""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class ResidualUnit(keras.Model):
    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.strides = strides
        self.activation = activation
        self.residual = keras.Sequential(
            [
                keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False),
                keras.layers.BatchNormalization(momentum=0.9),
                keras.layers.Activation(activation),
                keras.layers.Conv2D(filters, 3, padding="same", use_bias=False),
                keras.layers.BatchNormalization(momentum=0.9),
            ]
        )
        self.projection = keras.Sequential()
        self.last_activation = keras.layers.Activation(activation)

    def build(self, input_shape):
        self.residual.build(input_shape)
        if self.strides > 1 or input_shape[-1] != self.filters:
            self.projection.add(keras.layers.Conv2D(self.filters, 1, strides=self.strides, use_bias=False))
            self.projection.add(keras.layers.BatchNormalization(momentum=0.9))
            self.projection.build(input_shape)

    def call(self, inputs, training=None):
        shortcut = self.projection(inputs, training=training) if self.projection.layers else inputs
        return self.last_activation(self.residual(inputs, training=training) + shortcut)

    def get_config(self):
        return {"filters": self.filters, "strides": self.strides, "activation": self.activation, "name": self.name}
