"""Fails: test_gate_equals_the_textbook, test_mbconv_equals_the_textbook, test_drawn_mbconv, test_mbconv_of_other_sizes_equals_the_textbook, test_drawn_mbconv_of_other_sizes

The gate squeezes by the maximum over the image (B).
"""

import keras


def squeeze_and_excitation(inputs, squeezed, activation="relu"):
    averages = keras.layers.GlobalMaxPooling2D(keepdims=True)(inputs)
    gate = keras.layers.Dense(squeezed, activation)(averages)
    gate = keras.layers.Dense(inputs.shape[-1], "sigmoid")(gate)
    return inputs * gate
