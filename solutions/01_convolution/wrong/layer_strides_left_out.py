"""Fails: test_set_weights_are_computed_with, test_drawn_layers

The layer gets weights and padding, but no strides.
"""

import keras


def layer_with_weights(kernels, bias=None, strides=1, padding="valid", dilation=1):
    rows, columns, channels, filters = kernels.shape
    layer = keras.layers.Conv2D(
        filters, (rows, columns), 1, padding, dilation_rate=dilation, use_bias=bias is not None
    )
    layer.build((None, None, None, channels))
    layer.set_weights([kernels] if bias is None else [kernels, bias])
    return layer
