"""Fails: test_inverted_residual_equals_the_textbook, test_drawn_inverted_residual, test_inverted_residual_without_expansion_equals_the_textbook

There is never a shortcut (B). It is called inverted *residual* for a reason.
"""

import keras


def inverted_residual(inputs, filters, strides=1, expansion=6):
    channels, outputs = inputs.shape[-1], inputs
    if expansion != 1:
        outputs = keras.layers.Conv2D(expansion * channels, 1, use_bias=False)(outputs)
        outputs = normalized(outputs, "relu6")
    outputs = keras.layers.DepthwiseConv2D(3, strides, padding="same", use_bias=False)(outputs)
    outputs = normalized(outputs, "relu6")
    outputs = normalized(keras.layers.Conv2D(filters, 1, use_bias=False)(outputs))
    return outputs
