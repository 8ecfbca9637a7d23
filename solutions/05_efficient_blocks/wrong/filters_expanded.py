"""Fails: test_inverted_residual_without_shortcut_equals_the_textbook, test_inverted_residual_has_exactly_its_parameters

The filters are expanded, not the channels that enter (B). Where both agree nobody notices.
"""

import keras


def inverted_residual(inputs, filters, strides=1, expansion=6):
    channels, outputs = inputs.shape[-1], inputs
    if expansion != 1:
        outputs = keras.layers.Conv2D(expansion * filters, 1, use_bias=False)(outputs)
        outputs = normalized(outputs, "relu6")
    outputs = keras.layers.DepthwiseConv2D(3, strides, padding="same", use_bias=False)(outputs)
    outputs = normalized(outputs, "relu6")
    outputs = normalized(keras.layers.Conv2D(filters, 1, use_bias=False)(outputs))
    return inputs + outputs if strides == 1 and channels == filters else outputs
