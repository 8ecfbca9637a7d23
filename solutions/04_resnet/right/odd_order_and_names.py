"""Layers made in `__init__` from back to front, with names that say nothing; one activation layer used twice.

The projection is made in any case, but built, and so given weights, only where the shapes differ.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class ResidualUnit(keras.layers.Layer):
    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.arguments = {"filters": filters, "strides": strides, "activation": activation}
        self.together = keras.layers.Add(name="apple")
        self.activate = keras.layers.Activation(activation, name="conv2d")
        self.d = keras.layers.BatchNormalization(momentum=0.9, name="projection")
        self.c = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False, name="shortcut")
        self.b = keras.layers.BatchNormalization(momentum=0.9, name="zebra")
        self.a = keras.layers.Conv2D(filters, 3, strides, padding="same", use_bias=False, name="a")
        self.y = keras.layers.BatchNormalization(momentum=0.9, name="main")
        self.x = keras.layers.Conv2D(filters, 1, strides, use_bias=False, name="conv1")

    def build(self, input_shape):
        output_shape = (*input_shape[:-1], self.arguments["filters"])
        self.projects = self.arguments["strides"] > 1 or input_shape[-1] != output_shape[-1]
        self.d.build(output_shape)
        self.c.build(output_shape)
        self.b.build(output_shape)
        self.a.build(input_shape)
        if self.projects:
            self.y.build(output_shape)
            self.x.build(input_shape)

    def call(self, inputs, training=None):
        bottom = self.y(self.x(inputs), training=training) if self.projects else inputs
        top = self.activate(self.b(self.a(inputs), training=training))
        top = self.d(self.c(top), training=training)
        return self.activate(self.together([bottom, top]))

    def get_config(self):
        return {**super().get_config(), **self.arguments}


# As far as this student has come.
def train(model, train_data, valid_data, epochs=10):
    raise NotImplementedError("This part is yours: write it in place of this line.")
