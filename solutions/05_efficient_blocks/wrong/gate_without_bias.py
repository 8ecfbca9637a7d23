"""Fails: test_mbconv_has_exactly_its_parameters

The gate's dense layers have no bias, as if a normalisation followed (W).
"""

import keras


def squeeze_and_excitation(inputs, squeezed, activation="relu"):
    averages = keras.layers.GlobalAveragePooling2D(keepdims=True)(inputs)
    gate = keras.layers.Dense(squeezed, activation, use_bias=False)(averages)
    gate = keras.layers.Dense(inputs.shape[-1], "sigmoid", use_bias=False)(gate)
    return inputs * gate
