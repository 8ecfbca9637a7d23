"""Both units as plain functions that return a function on tensors: no class at all, so nothing to serialise."""

import keras


def convolve(tensor, filters, kernel_size, strides=1):
    """Return `tensor` after a convolution and its normalisation."""
    tensor = keras.layers.Conv2D(filters, kernel_size, strides=strides, padding="same", use_bias=False)(tensor)
    return keras.layers.BatchNormalization(momentum=0.9)(tensor)


def join(residual, tensor, strides, activation):
    """Return the activated sum of `residual` and `tensor`, projected where the shapes differ."""
    channels = residual.shape[-1]
    if strides > 1 or tensor.shape[-1] != channels:
        tensor = convolve(tensor, channels, 1, strides)
    return keras.layers.Activation(activation)(keras.layers.Add()([tensor, residual]))


def ResidualUnit(filters, strides=1, activation="relu", **kwargs):
    def apply(tensor):
        residual = convolve(tensor, filters, 3, strides)
        residual = keras.layers.Activation(activation)(residual)
        residual = convolve(residual, filters, 3)
        return join(residual, tensor, strides, activation)

    return apply


def BottleneckUnit(filters, strides=1, activation="relu", **kwargs):
    def apply(tensor):
        residual = keras.layers.Activation(activation)(convolve(tensor, filters, 1))
        residual = keras.layers.Activation(activation)(convolve(residual, filters, 3, strides))
        residual = convolve(residual, 4 * filters, 1)
        return join(residual, tensor, strides, activation)

    return apply
