"""Fails: test_gate_equals_the_textbook, test_mbconv_equals_the_textbook, test_drawn_mbconv, test_mbconv_of_other_sizes_equals_the_textbook; perhaps test_drawn_mbconv_of_other_sizes

The gate's first layer always has ReLU, whatever the argument says (B). In MBConv it is swish.
"""

import keras


def squeeze_and_excitation(inputs, squeezed, activation="relu"):
    averages = keras.layers.GlobalAveragePooling2D(keepdims=True)(inputs)
    gate = keras.layers.Dense(squeezed, "relu")(averages)
    gate = keras.layers.Dense(inputs.shape[-1], "sigmoid")(gate)
    return inputs * gate
