"""Fails: test_inverted_residual_has_exactly_its_parameters

Every convolution of the inverted residual has a bias, Keras' default, although a normalisation follows (W).
"""

import keras


def inverted_residual(inputs, filters, strides=1, expansion=6):
    channels, outputs = inputs.shape[-1], inputs
    if expansion != 1:
        outputs = keras.layers.Conv2D(expansion * channels, 1)(outputs)
        outputs = normalized(outputs, "relu6")
    outputs = keras.layers.DepthwiseConv2D(3, strides, padding="same")(outputs)
    outputs = normalized(outputs, "relu6")
    outputs = normalized(keras.layers.Conv2D(filters, 1)(outputs))
    return inputs + outputs if strides == 1 and channels == filters else outputs
