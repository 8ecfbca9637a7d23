"""Fails: test_inverted_residual_without_shortcut_equals_the_textbook, test_drawn_inverted_residual_without_shortcut

Where strides are 2 and the channels agree, the shortcut takes every second pixel (B). MobileNetV2 has none there.
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
    if channels == filters:
        return inputs[:, ::strides, ::strides] + outputs
    return outputs
