"""Fails: test_bottleneck_equals_the_textbook, test_bottleneck_activation_is_a_choice, test_drawn_bottleneck, test_bottleneck_training_and_inference_differ

The shortcut is projected only where the unit is strided. It shows as an error (E) in the very first unit of
ResNet-50: 256 channels meet 64. Tells: a unit with strides 1 whose input has not 4 * filters channels.
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
        if self.strides > 1:
            self.shortcut = normalized_convolution(4 * self.filters, 1, self.strides)
        else:
            self.shortcut = keras.layers.Identity()
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
