"""Fails: test_dense_block_equals_the_textbook, test_drawn_dense_block

The block returns what its layers found, without its inputs (B): the next block cannot read them any more.
"""

import keras


def dense_block(inputs, layers, growth_rate):
    outputs = inputs
    for _ in range(layers):
        found = keras.layers.Conv2D(4 * growth_rate, 1, use_bias=False)(normalized(outputs, "relu"))
        found = keras.layers.Conv2D(growth_rate, 3, padding="same", use_bias=False)(normalized(found, "relu"))
        outputs = keras.layers.Concatenate()([outputs, found])
    return outputs[..., inputs.shape[-1] :]
