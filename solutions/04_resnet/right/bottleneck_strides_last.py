"""The last 1x1 convolution takes the strides: four times the work of strides on the 3x3, and the same function.

Normalisation, activation and 1x1 convolution look at one pixel, so it does not matter whether pixels are left out before or
after them. What remains is a 3x3 convolution with strides, padded by 1 on each side.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class BottleneckUnit(keras.layers.Layer):
    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.strides = strides
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.main = keras.Sequential(
            [
                normalized_convolution(self.filters, 1),
                keras.layers.Activation(self.activation),
                normalized_convolution(self.filters, 3),
                keras.layers.Activation(self.activation),
                normalized_convolution(4 * self.filters, 1, self.strides),
            ]
        )
        self.shortcut = shortcut_branch(input_shape[-1], 4 * self.filters, self.strides)
        self.main.build(input_shape)
        self.shortcut.build(input_shape)

    def call(self, inputs, training=None):
        residual = self.main(inputs, training=training)
        return self.activation(residual + self.shortcut(inputs, training=training))

    def get_config(self):
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": keras.activations.serialize(self.activation),
        }


# As far as this student has come.
def train(model, train_data, valid_data, epochs=10):
    raise NotImplementedError("This part is yours: write it in place of this line.")
