"""Fails: test_dense_block_equals_the_textbook, test_drawn_dense_block, test_dense_block_has_exactly_its_parameters

What a layer finds is added, as in a residual unit (B), after a 1x1 convolution that makes room for it.
"""

import keras


def dense_block(inputs, layers, growth_rate):
    outputs = inputs
    for _ in range(layers):
        found = keras.layers.Conv2D(4 * growth_rate, 1, use_bias=False)(normalized(outputs, "relu"))
        found = keras.layers.Conv2D(outputs.shape[-1], 3, padding="same", use_bias=False)(normalized(found, "relu"))
        outputs = keras.layers.Add()([outputs, found])
    return outputs
