"""Zero padding and "valid" as in keras.applications, layers with names, epsilon 1e-5, `Add` and `Multiply`; the gate is made of 1x1 convolutions."""

import itertools

import keras

NUMBERS = itertools.count()


def padded_depthwise(x, size, strides, name):
    if strides == 1:
        return keras.layers.DepthwiseConv2D(size, padding="same", use_bias=False, name=f"{name}_dw")(x)
    before = [size // 2 - (1 - pixels % 2) for pixels in x.shape[1:3]]
    x = keras.layers.ZeroPadding2D([(front, size // 2) for front in before], name=f"{name}_pad")(x)
    return keras.layers.DepthwiseConv2D(size, strides, use_bias=False, name=f"{name}_dw")(x)


def bn(x):
    return keras.layers.BatchNormalization(epsilon=1e-5, momentum=0.8)(x)


def squeeze_and_excitation(inputs, squeezed, activation="relu"):
    channels = inputs.shape[-1]
    gate = keras.layers.GlobalAveragePooling2D()(inputs)
    gate = keras.layers.Reshape((1, 1, channels))(gate)
    gate = keras.layers.Conv2D(squeezed, 1, activation=activation)(gate)
    gate = keras.layers.Conv2D(channels, 1, activation="sigmoid")(gate)
    return keras.layers.Multiply()([gate, inputs])


def inverted_residual(inputs, filters, strides=1, expansion=6):
    name = next(NUMBERS)
    x = inputs
    if expansion != 1:
        x = keras.layers.Conv2D(x.shape[-1] * expansion, 1, use_bias=False, name=f"block_{name}_expand")(x)
        x = keras.layers.ReLU(6.0)(bn(x))
    x = keras.layers.ReLU(6.0)(bn(padded_depthwise(x, 3, strides, f"block_{name}")))
    x = bn(keras.layers.Conv2D(filters, 1, padding="same", use_bias=False)(x))
    if strides != 1 or inputs.shape[-1] != filters:
        return x
    return keras.layers.Add()([x, inputs])


def mbconv(inputs, filters, kernel_size=3, strides=1, expansion=6, squeeze_ratio=0.25):
    name = next(NUMBERS)
    x = inputs
    if expansion != 1:
        x = keras.layers.Conv2D(x.shape[-1] * expansion, 1, use_bias=False, name=f"mb_{name}_expand")(x)
        x = keras.layers.Activation("silu")(bn(x))
    x = keras.activations.silu(bn(padded_depthwise(x, kernel_size, strides, f"mb_{name}")))
    x = squeeze_and_excitation(x, max(1, int(inputs.shape[-1] * squeeze_ratio)), keras.activations.swish)
    x = bn(keras.layers.Conv2D(filters, 1, padding="same", use_bias=False)(x))
    if strides != 1 or inputs.shape[-1] != filters:
        return x
    return keras.layers.Add()([x, inputs])


def transition(inputs, compression=0.5):
    x = keras.layers.ReLU()(bn(inputs))
    x = keras.layers.Conv2D(int(inputs.shape[-1] * compression), 1, use_bias=False)(x)
    return keras.ops.average_pool(x, 2, strides=2)
