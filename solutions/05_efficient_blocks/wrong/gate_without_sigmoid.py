"""Fails: test_gate_equals_the_textbook, test_mbconv_equals_the_textbook, test_drawn_mbconv, test_mbconv_of_other_sizes_equals_the_textbook, test_drawn_mbconv_of_other_sizes

The gate's second layer has no sigmoid (B): factors are any numbers, below zero too.
"""

import keras


def squeeze_and_excitation(inputs, squeezed, activation="relu"):
    averages = keras.layers.GlobalAveragePooling2D(keepdims=True)(inputs)
    gate = keras.layers.Dense(squeezed, activation)(averages)
    gate = keras.layers.Dense(inputs.shape[-1])(gate)
    return inputs * gate
