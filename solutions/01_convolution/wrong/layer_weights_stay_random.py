"""Fails: test_set_weights_are_computed_with, test_drawn_layers

The layer is made, and its weights are never set.
"""

import keras


def layer_with_weights(kernels, bias=None, strides=1, padding="valid", dilation=1):
    rows, columns, channels, filters = kernels.shape
    layer = keras.layers.Conv2D(
        filters, (rows, columns), strides, padding, dilation_rate=dilation, use_bias=bias is not None
    )
    layer.build((None, None, None, channels))
    return layer
