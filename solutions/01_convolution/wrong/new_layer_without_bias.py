"""Fails: test_a_new_layer_has_32_filters_of_size_7, test_a_new_layer_does_as_it_is_told

No bias.
"""

import keras


def new_layer(filters=32, kernel_size=7, padding="valid"):
    return keras.layers.Conv2D(filters, kernel_size, padding=padding, use_bias=False)
