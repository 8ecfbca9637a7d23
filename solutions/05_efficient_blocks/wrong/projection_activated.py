"""Fails: test_inverted_residual_equals_the_textbook, test_drawn_inverted_residual, test_inverted_residual_without_shortcut_equals_the_textbook, test_drawn_inverted_residual_without_shortcut, test_inverted_residual_without_expansion_equals_the_textbook

ReLU6 also follows the projection, as after every other convolution (B). Shapes and parameters are right, and it trains; but the bottleneck is
no longer linear, and half of what the block found is lost.
"""

import keras


def inverted_residual(inputs, filters, strides=1, expansion=6):
    channels, outputs = inputs.shape[-1], inputs
    if expansion != 1:
        outputs = keras.layers.Conv2D(expansion * channels, 1, use_bias=False)(outputs)
        outputs = normalized(outputs, "relu6")
    outputs = keras.layers.DepthwiseConv2D(3, strides, padding="same", use_bias=False)(outputs)
    outputs = normalized(outputs, "relu6")
    outputs = normalized(keras.layers.Conv2D(filters, 1, use_bias=False)(outputs), "relu6")
    return inputs + outputs if strides == 1 and channels == filters else outputs
