"""Layers appended to a list for each branch, applied in a loop that hands `training` to the normalisations only."""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class ResidualUnit(keras.layers.Layer):
    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.strides = strides
        self.activation = keras.activations.get(activation)
        self.main_layers = []
        self.skip_layers = []

    def append_convolution(self, layers, kernel_size, strides):
        layers.append(keras.layers.Conv2D(self.filters, kernel_size, strides, padding="same", use_bias=False))
        layers.append(keras.layers.BatchNormalization(momentum=0.9))

    def build(self, input_shape):
        self.append_convolution(self.main_layers, 3, self.strides)
        self.main_layers.append(keras.layers.Activation(self.activation))
        self.append_convolution(self.main_layers, 3, 1)
        if self.strides > 1 or input_shape[-1] != self.filters:
            self.append_convolution(self.skip_layers, 1, self.strides)
        super().build(input_shape)

    @staticmethod
    def run(layers, tensor, training):
        for layer in layers:
            if isinstance(layer, keras.layers.BatchNormalization):
                tensor = layer(tensor, training=training)
            else:
                tensor = layer(tensor)
        return tensor

    def call(self, inputs, training=False):
        residual = self.run(self.main_layers, inputs, training)
        shortcut = self.run(self.skip_layers, inputs, training)
        return self.activation(residual + shortcut)

    def get_config(self):
        config = super().get_config()
        config["filters"] = self.filters
        config["strides"] = self.strides
        config["activation"] = keras.activations.serialize(self.activation)
        return config


# As far as this student has come.
def train(model, train_data, valid_data, epochs=10):
    raise NotImplementedError("This part is yours: write it in place of this line.")
