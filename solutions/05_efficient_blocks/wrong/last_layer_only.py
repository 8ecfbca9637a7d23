"""Fails: test_dense_block_equals_the_textbook, test_drawn_dense_block, test_dense_block_has_exactly_its_parameters

Each layer reads only the layer before it; all is concatenated in the end (B). The number of output channels is right.
"""

import keras


def dense_block(inputs, layers, growth_rate):
    outputs = last = inputs
    for _ in range(layers):
        found = keras.layers.Conv2D(4 * growth_rate, 1, use_bias=False)(normalized(last, "relu"))
        found = keras.layers.Conv2D(growth_rate, 3, padding="same", use_bias=False)(normalized(found, "relu"))
        outputs, last = keras.layers.Concatenate()([outputs, found]), found
    return outputs
