"""Fails: test_bottleneck_equals_the_textbook, test_bottleneck_has_exactly_its_parameters, test_drawn_bottleneck

The input's channels are compared with `filters`, not with the 4 * filters of the output. Units whose input has 4 *
filters channels get a needless projection (B), units whose input has `filters` channels get none (E). Tells: the
number of weights at equal shapes; the first unit of ResNet-50.
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
                normalized_convolution(self.filters, 3, self.strides),
                keras.layers.Activation(self.activation),
                normalized_convolution(4 * self.filters, 1),
            ]
        )
        if self.strides == 1 and input_shape[-1] == self.filters:
            self.shortcut = keras.layers.Identity()
        else:
            self.shortcut = normalized_convolution(4 * self.filters, 1, self.strides)
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
