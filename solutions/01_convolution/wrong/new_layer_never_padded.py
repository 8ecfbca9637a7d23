"""Fails: test_a_new_layer_does_as_it_is_told

`padding` is not handed on.
"""

import keras


def new_layer(filters=32, kernel_size=7, padding="valid"):
    return keras.layers.Conv2D(filters, kernel_size)
