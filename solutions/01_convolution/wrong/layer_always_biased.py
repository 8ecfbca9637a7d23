"""Fails: test_set_weights_are_computed_with, test_set_weights_go_on_learning, test_drawn_layers

A bias of zeros where none was asked for: the same numbers, and one weight too many.
"""

import keras
import numpy as np


def layer_with_weights(kernels, bias=None, strides=1, padding="valid", dilation=1):
    rows, columns, channels, filters = kernels.shape
    layer = keras.layers.Conv2D(
        filters, (rows, columns), strides, padding, dilation_rate=dilation
    )
    layer.build((None, None, None, channels))
    layer.set_weights([kernels, np.zeros(filters) if bias is None else bias])
    return layer
