"""Fails: test_set_weights_go_on_learning

Weights that were set by hand are frozen.
"""

import keras


def layer_with_weights(kernels, bias=None, strides=1, padding="valid", dilation=1):
    rows, columns, channels, filters = kernels.shape
    layer = keras.layers.Conv2D(
        filters, (rows, columns), strides, padding, dilation_rate=dilation, use_bias=bias is not None
    )
    layer.build((None, None, None, channels))
    layer.set_weights([kernels] if bias is None else [kernels, bias])
    layer.trainable = False
    return layer
