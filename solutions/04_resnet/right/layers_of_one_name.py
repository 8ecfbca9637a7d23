"""A fused layer of convolution, normalisation and activation, three of which bear one name within a unit."""

import keras


@keras.saving.register_keras_serializable(package="my_layers")
class Step(keras.layers.Layer):
    def __init__(self, filters, size, strides=1, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.settings = {"filters": filters, "size": size, "strides": strides, "activation": activation}
        self.convolution = keras.layers.Conv2D(filters, size, strides, "same", use_bias=False, name="conv")
        self.normalization = keras.layers.BatchNormalization(momentum=0.9, name="bn")
        self.activation = keras.activations.get(activation)

    def call(self, images):
        return self.activation(self.normalization(self.convolution(images)))

    def get_config(self):
        return super().get_config() | self.settings


@keras.saving.register_keras_serializable(package="deep_vision")
class ResidualUnit(keras.layers.Layer):
    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.strides = strides
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.first = Step(self.filters, 3, self.strides, self.activation, name="step")
        self.second = Step(self.filters, 3, name="step")
        same = (self.strides, input_shape[-1]) == (1, self.filters)
        self.shortcut = None if same else Step(self.filters, 1, self.strides, name="step")

    def call(self, inputs):
        shortcut = inputs if self.shortcut is None else self.shortcut(inputs)
        return self.activation(self.second(self.first(inputs)) + shortcut)

    def get_config(self):
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": keras.activations.serialize(self.activation),
        }


# As far as this student has come.
def train(model, train_data, valid_data, epochs=10):
    raise NotImplementedError("This part is yours: write it in place of this line.")
