"""Fails: test_set_weights_are_computed_with, test_drawn_layers

The layer gets no dilation.
"""

import keras


def layer_with_weights(kernels, bias=None, strides=1, padding="valid", dilation=1):
    rows, columns, channels, filters = kernels.shape
    layer = keras.layers.Conv2D(
        filters, (rows, columns), strides, padding, use_bias=bias is not None
    )
    layer.build((None, None, None, channels))
    layer.set_weights([kernels] if bias is None else [kernels, bias])
    return layer
