"""Fails: test_a_new_layer_has_32_filters_of_size_7

The arguments are exchanged by default: 7 filters of size 32.
"""

import keras


def new_layer(filters=7, kernel_size=32, padding="valid"):
    return keras.layers.Conv2D(filters, kernel_size, padding=padding)
