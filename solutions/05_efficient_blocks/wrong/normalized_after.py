"""Fails: test_dense_block_equals_the_textbook, test_drawn_dense_block, test_dense_block_has_exactly_its_parameters, test_transition_equals_the_textbook, test_drawn_transition

Convolution, normalisation, ReLU: the usual order, but not DenseNet's (B).
"""

import keras


def dense_block(inputs, layers, growth_rate):
    outputs = inputs
    for _ in range(layers):
        found = normalized(keras.layers.Conv2D(4 * growth_rate, 1, use_bias=False)(outputs), "relu")
        found = normalized(keras.layers.Conv2D(growth_rate, 3, padding="same", use_bias=False)(found), "relu")
        outputs = keras.layers.Concatenate()([outputs, found])
    return outputs


def transition(inputs, compression=0.5):
    channels = int(compression * inputs.shape[-1])
    outputs = normalized(keras.layers.Conv2D(channels, 1, use_bias=False)(inputs), "relu")
    return keras.layers.AveragePooling2D(2)(outputs)
