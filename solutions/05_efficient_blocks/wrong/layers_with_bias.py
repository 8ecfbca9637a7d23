"""Fails: test_layers_have_exactly_their_parameters

Both layers keep their bias, Keras' default (W). The outputs show it only when a bias is not zero.
"""

import keras


def separable_layers(inputs, filters, kernel_size=3, strides=1):
    outputs = keras.layers.DepthwiseConv2D(kernel_size, strides, padding="same")(inputs)
    return keras.layers.Conv2D(filters, 1)(outputs)
