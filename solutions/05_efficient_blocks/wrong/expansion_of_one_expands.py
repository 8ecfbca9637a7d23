"""Fails: test_inverted_residual_without_expansion_equals_the_textbook

With an expansion of 1 a 1x1 convolution stands before the depthwise one, from as many channels to as many (B).
"""

import keras


def inverted_residual(inputs, filters, strides=1, expansion=6):
    channels, outputs = inputs.shape[-1], inputs
    outputs = keras.layers.Conv2D(expansion * channels, 1, use_bias=False)(outputs)
    outputs = normalized(outputs, "relu6")
    outputs = keras.layers.DepthwiseConv2D(3, strides, padding="same", use_bias=False)(outputs)
    outputs = normalized(outputs, "relu6")
    outputs = normalized(keras.layers.Conv2D(filters, 1, use_bias=False)(outputs))
    return inputs + outputs if strides == 1 and channels == filters else outputs
