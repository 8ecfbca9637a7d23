"""No helper of the stub is left: each block is written out, closures take their place, and names of arguments are kept."""

import math

import keras
import numpy as np


def depthwise_convolution(images, kernels, strides=1):
    rows, columns, channels, multiplier = kernels.shape
    pad = []
    for size, kernel in zip(images.shape[1:3], (rows, columns)):
        total = max(0, (math.ceil(size / strides) - 1) * strides + kernel - size)
        pad.append((total // 2, total - total // 2))
    padded = np.pad(images, [(0, 0), *pad, (0, 0)])
    high, wide = (math.ceil(size / strides) for size in images.shape[1:3])
    outputs = []
    for channel in range(channels):
        for number in range(multiplier):
            total = 0
            for i in range(rows):
                for j in range(columns):
                    seen = padded[:, i : i + strides * (high - 1) + 1 : strides, j : j + strides * (wide - 1) + 1 : strides, channel]
                    total = total + seen * kernels[i, j, channel, number]
            outputs.append(total)
    return np.stack(outputs, axis=-1)


def same_padding(size, kernel_size, strides):
    raise NotImplementedError("never needed")


def normalized(outputs, activation=None):
    raise NotImplementedError("never needed")


def round_filters(filters, divisor=8):
    raise NotImplementedError("never needed")


def compound_scaling(stages, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15, divisor=8):
    def width(filters):
        scaled = filters * math.pow(beta, phi)
        multiple = divisor * max(1, math.floor(scaled / divisor + 0.5))
        while multiple < 0.9 * scaled:
            multiple += divisor
        return multiple

    deep = math.pow(alpha, phi)
    return [[math.ceil(deep * count), width(filters)] for count, filters in stages], int(math.pow(gamma, phi) * resolution + 0.5)


def conv_bn(filters, size=1, strides=1, activation=None, depthwise=False):
    kind = {"padding": "same", "strides": strides, "use_bias": False}
    layer = keras.layers.DepthwiseConv2D(size, **kind) if depthwise else keras.layers.Conv2D(filters, size, **kind)
    norm = keras.layers.BatchNormalization(momentum=0.9)
    return lambda x: keras.layers.Activation(activation or "linear")(norm(layer(x)))


def inverted(inputs, filters, size, strides, expansion, activation, gate=lambda x: x):
    channels = inputs.shape[-1]
    x = conv_bn(expansion * channels, activation=activation)(inputs) if expansion > 1 else inputs
    x = gate(conv_bn(None, size, strides, activation, depthwise=True)(x))
    x = conv_bn(filters)(x)
    return keras.layers.add([inputs, x]) if (strides, channels) == (1, filters) else x


def inverted_residual(inputs, filters, strides=1, expansion=6):
    return inverted(inputs, filters, 3, strides, expansion, "relu6")


def mbconv(inputs, filters, kernel_size=3, strides=1, expansion=6, squeeze_ratio=0.25):
    squeezed = max(1, int(squeeze_ratio * inputs.shape[-1]))
    return inverted(
        inputs, filters, kernel_size, strides, expansion, "silu", lambda x: squeeze_and_excitation(x, squeezed, "silu")
    )


def dense_block(inputs, layers, growth_rate):
    def preactivated(x, *convolution):
        x = keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.9)(x))
        return keras.layers.Conv2D(*convolution, padding="same", use_bias=False)(x)

    if layers == 0:
        return inputs
    found = preactivated(preactivated(inputs, 4 * growth_rate, 1), growth_rate, 3)
    return dense_block(keras.layers.concatenate([inputs, found]), layers - 1, growth_rate)


def transition(inputs, compression=0.5):
    x = keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.9)(inputs))
    x = keras.layers.Conv2D(int(inputs.shape[-1] * compression), 1, use_bias=False)(x)
    return keras.layers.AvgPool2D((2, 2))(x)


def build_network(input_shape, num_classes):
    images = keras.Input(input_shape)
    x = conv_bn(32, 3, 2, "relu6")(images)
    for filters, strides, expansion in ((32, 1, 1), (48, 2, 2), (64, 1, 2)):
        x = inverted_residual(x, filters, strides, expansion)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, keras.layers.Dense(num_classes, "softmax")(x))
