"""Fails: test_layers_equal_separable_conv2d, test_drawn_layers, test_layers_have_exactly_their_parameters

Normalisation and ReLU between the two layers: MobileNet's block, not a separable convolution (B).
"""

import keras


def separable_layers(inputs, filters, kernel_size=3, strides=1):
    outputs = keras.layers.DepthwiseConv2D(kernel_size, strides, padding="same", use_bias=False)(inputs)
    outputs = keras.layers.ReLU()(keras.layers.BatchNormalization()(outputs))
    return keras.layers.Conv2D(filters, 1, use_bias=False)(outputs)
