"""Fails: test_layers_equal_separable_conv2d, test_drawn_layers

In Keras, the strides are on the 1x1 convolution (B). Shapes and weights are right.
"""

import keras


def separable_layers(inputs, filters, kernel_size=3, strides=1):
    outputs = keras.layers.DepthwiseConv2D(kernel_size, padding="same", use_bias=False)(inputs)
    return keras.layers.Conv2D(filters, 1, strides, use_bias=False)(outputs)
