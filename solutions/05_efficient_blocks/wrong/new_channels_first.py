"""Fails: test_dense_block_equals_the_textbook, test_drawn_dense_block

What a layer finds is put in front of what was there (B). Parameters and shapes are right.
"""

import keras


def dense_block(inputs, layers, growth_rate):
    outputs = inputs
    for _ in range(layers):
        found = keras.layers.Conv2D(4 * growth_rate, 1, use_bias=False)(normalized(outputs, "relu"))
        found = keras.layers.Conv2D(growth_rate, 3, padding="same", use_bias=False)(normalized(found, "relu"))
        outputs = keras.layers.Concatenate()([found, outputs])
    return outputs
