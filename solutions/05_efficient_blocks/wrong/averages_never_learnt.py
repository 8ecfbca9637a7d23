"""Fails: test_inverted_residual_learns_its_averages

Batch normalisation has momentum 1 (B), as if momentum were the share that is learnt: its averages never move, and what was trained is useless
at inference.
"""

import keras


def normalized_in_one_mode(outputs, activation=None):
    outputs = keras.layers.BatchNormalization(momentum=1.0)(outputs)
    return keras.layers.Activation(activation)(outputs) if activation else outputs


def inverted_residual(inputs, filters, strides=1, expansion=6):
    channels, outputs = inputs.shape[-1], inputs
    if expansion != 1:
        outputs = keras.layers.Conv2D(expansion * channels, 1, use_bias=False)(outputs)
        outputs = normalized_in_one_mode(outputs, "relu6")
    outputs = keras.layers.DepthwiseConv2D(3, strides, padding="same", use_bias=False)(outputs)
    outputs = normalized_in_one_mode(outputs, "relu6")
    outputs = normalized_in_one_mode(keras.layers.Conv2D(filters, 1, use_bias=False)(outputs))
    return inputs + outputs if strides == 1 and channels == filters else outputs
