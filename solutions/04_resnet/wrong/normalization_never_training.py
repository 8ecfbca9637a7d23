"""Fails: test_training_and_inference_differ

`training=False` is written into `call`, so `training` is not passed on. Shapes are right (B); the normalisation never
sees a batch's statistics, and its moving averages never move. Tells: the same output in training and inference.
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
                normalized_convolution(self.filters, 3, self.strides),
                keras.layers.Activation(self.activation),
                normalized_convolution(self.filters, 3),
            ]
        )
        self.shortcut = shortcut_branch(input_shape[-1], self.filters, self.strides)
        self.main.build(input_shape)
        self.shortcut.build(input_shape)

    def call(self, inputs, training=None):
        residual = self.main(inputs, training=False)
        return self.activation(residual + self.shortcut(inputs, training=False))

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": activation,
        }
