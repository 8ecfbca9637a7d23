"""NumPy in loops and in double precision, `SeparableConv2D` itself, NumPy's integers as costs; the network is a subclass with a compiled `call`."""

import math

import keras
import numpy as np
import tensorflow as tf


def depthwise_convolution(images, kernels, strides=1):
    batch, height, width, channels = images.shape
    rows, columns, _, multiplier = kernels.shape
    high, wide = math.ceil(height / strides), math.ceil(width / strides)
    above = max(0, (high - 1) * strides + rows - height) // 2
    left = max(0, (wide - 1) * strides + columns - width) // 2
    outputs = np.zeros((batch, high, wide, channels, multiplier))
    for row in range(high):
        for column in range(wide):
            for i in range(rows):
                for j in range(columns):
                    y, x = row * strides + i - above, column * strides + j - left
                    if 0 <= y < height and 0 <= x < width:
                        outputs[:, row, column] += images[:, y, x, :, None] * kernels[i, j]
    return outputs.reshape(batch, high, wide, -1)


def separable_convolution(images, depthwise_kernels, pointwise_kernels, strides=1):
    looked = depthwise_convolution(images, depthwise_kernels, strides)
    return np.tensordot(looked, pointwise_kernels, axes=[[3], [2]])[..., 0, 0, :]


def separable_layers(inputs, filters, kernel_size=3, strides=1):
    return keras.layers.SeparableConv2D(filters, kernel_size, strides, "same", use_bias=False)(inputs)


def convolution_costs(height, width, channels, filters, kernel_size, strides=1):
    pixels = -(-height // strides) * -(-width // strides)
    full = np.prod([kernel_size, kernel_size, channels, filters])
    separable = np.sum([kernel_size * kernel_size * channels, channels * filters])
    return {"separable": np.array([separable, separable * pixels]), "full": [full, full * pixels]}


@keras.saving.register_keras_serializable(package="deep_vision")
class Network(keras.Model):
    def __init__(self, input_shape, num_classes, **kwargs):
        super().__init__(**kwargs)
        inputs = keras.Input(input_shape)
        outputs = normalized(keras.layers.Conv2D(32, 3, 2, "same", use_bias=False)(inputs), "relu6")
        outputs = inverted_residual(outputs, 32, expansion=1)
        outputs = inverted_residual(outputs, 48, strides=2, expansion=2)
        outputs = inverted_residual(outputs, 64, expansion=2)
        self.features = keras.Model(inputs, outputs)
        self.head = keras.layers.Dense(num_classes)

    @tf.function
    def call(self, images, training=None):
        averages = keras.ops.mean(self.features(images, training=training), axis=(1, 2))
        return keras.ops.softmax(self.head(averages))


def build_network(input_shape, num_classes):
    network = Network(input_shape, num_classes)
    network(np.zeros((1, *input_shape), np.float32))
    return network
