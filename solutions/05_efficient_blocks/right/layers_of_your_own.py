"""Each block is a layer class of its own that makes its parts in `build`, in an odd order; the functions only call them."""

import keras
import numpy as np


class Normalized(keras.layers.Layer):
    def __init__(self, convolution, activation="linear"):
        super().__init__()
        self.activation = keras.activations.get(activation)
        self.norm = keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-4)
        self.convolution = convolution

    def call(self, images):
        return self.activation(self.norm(self.convolution(images)))


class Gate(keras.layers.Layer):
    def __init__(self, squeezed, activation):
        super().__init__()
        self.squeezed, self.activation = squeezed, activation

    def build(self, shape):
        self.second = keras.layers.Dense(shape[-1], activation="sigmoid")
        self.first = keras.layers.Dense(self.squeezed, activation=self.activation)

    def call(self, images):
        factors = self.second(self.first(keras.ops.mean(images, axis=(1, 2))))
        return images * factors[:, None, None, :]


class Inverted(keras.layers.Layer):
    def __init__(self, filters, size, strides, expansion, activation, ratio=None):
        super().__init__()
        self.filters, self.size, self.strides, self.expansion = filters, size, strides, expansion
        self.activation, self.ratio = activation, ratio

    def build(self, shape):
        channels = shape[-1]
        self.narrow = Normalized(keras.layers.Conv2D(self.filters, 1, use_bias=False))
        if self.ratio is not None:
            self.gate = Gate(max(1, int(self.ratio * channels)), self.activation)
        depthwise = keras.layers.DepthwiseConv2D(self.size, self.strides, "same", use_bias=False)
        self.look = Normalized(depthwise, self.activation)
        if self.expansion > 1:
            widen = keras.layers.Conv2D(channels * self.expansion, 1, use_bias=False)
            self.widen = Normalized(widen, self.activation)
        self.carries = self.strides == 1 and channels == self.filters

    def call(self, images):
        outputs = self.widen(images) if self.expansion > 1 else images
        outputs = self.look(outputs)
        if self.ratio is not None:
            outputs = self.gate(outputs)
        outputs = self.narrow(outputs)
        return outputs + images if self.carries else outputs


class Grow(keras.layers.Layer):
    def __init__(self, rate):
        super().__init__()
        self.convolutions = [keras.layers.Conv2D(4 * rate, 1, use_bias=False)]
        self.convolutions.append(keras.layers.Conv2D(rate, 3, padding="same", use_bias=False))
        self.norms = [keras.layers.BatchNormalization(momentum=0.9) for _ in range(2)]

    def call(self, images):
        found = images
        for norm, convolution in zip(self.norms, self.convolutions):
            found = convolution(keras.ops.relu(norm(found)))
        return keras.ops.concatenate([images, found], axis=-1)


def inverted_residual(inputs, filters, strides=1, expansion=6):
    return Inverted(filters, 3, strides, expansion, "relu6")(inputs)


def dense_block(inputs, layers, growth_rate):
    return keras.Sequential([Grow(growth_rate) for _ in range(layers)])(inputs)


def squeeze_and_excitation(inputs, squeezed, activation="relu"):
    return Gate(squeezed, activation)(inputs)


def mbconv(inputs, filters, kernel_size=3, strides=1, expansion=6, squeeze_ratio=0.25):
    return Inverted(filters, kernel_size, strides, expansion, "silu", squeeze_ratio)(inputs)
