"""The last normalisation of each main branch starts with gamma 0: every fresh unit is its shortcut (Goyal et al. 2017, 5.1).

In a fresh unit no gradient reaches the main branch's kernels, and the output is that of a unit without a main branch.
"""

import keras


def silent(layer):
    """Return `layer`, a convolution with its normalisation, with gamma starting at 0."""
    layer.layers[-1].gamma_initializer = keras.initializers.Zeros()
    return layer


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
                silent(normalized_convolution(self.filters, 3)),
            ]
        )
        self.shortcut = shortcut_branch(input_shape[-1], self.filters, self.strides)
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
