"""No layer of Keras at all: kernels and normalisation by `add_weight` and `keras.ops`, the kernels under names of their own."""

import keras


class Normalization(keras.layers.Layer):
    def build(self, input_shape):
        shape = input_shape[-1:]
        self.gamma = self.add_weight(shape=shape, initializer="ones", name="gamma")
        self.beta = self.add_weight(shape=shape, initializer="zeros", name="beta")
        self.mean = self.add_weight(shape=shape, initializer="zeros", trainable=False, name="moving_mean")
        self.variance = self.add_weight(shape=shape, initializer="ones", trainable=False, name="moving_variance")

    def call(self, images, training=None):
        mean, variance = self.mean, self.variance
        if training:
            mean, variance = keras.ops.moments(images, axes=(0, 1, 2))
            self.mean.assign(0.9 * self.mean + 0.1 * mean)
            self.variance.assign(0.9 * self.variance + 0.1 * variance)
        return (images - mean) * keras.ops.rsqrt(variance + 1e-4) * self.gamma + self.beta


@keras.saving.register_keras_serializable(package="deep_vision")
class ResidualUnit(keras.layers.Layer):
    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.strides = strides
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        channels, filters = input_shape[-1], self.filters
        self.projected = self.strides != 1 or channels != filters
        self.first = self.new_kernel(3, channels, "a")
        self.second = self.new_kernel(3, filters, "b")
        self.projection = self.new_kernel(1, channels, "c") if self.projected else None
        self.norms = [Normalization() for _ in range(3 if self.projected else 2)]

    def new_kernel(self, size, channels, name):
        return self.add_weight(shape=(size, size, channels, self.filters), initializer="he_normal", name=name)

    def call(self, inputs):
        residual = self.norms[0](keras.ops.conv(inputs, self.first, self.strides, "same"))
        residual = self.norms[1](keras.ops.conv(self.activation(residual), self.second, 1, "same"))
        if self.projected:
            inputs = self.norms[2](keras.ops.conv(inputs, self.projection, self.strides, "valid"))
        return self.activation(residual + inputs)

    def get_config(self):
        return super().get_config() | {
            "filters": self.filters,
            "strides": self.strides,
            "activation": keras.activations.serialize(self.activation),
        }
