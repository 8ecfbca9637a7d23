"""Fails: test_dense_block_equals_the_textbook, test_drawn_dense_block, test_dense_block_has_exactly_its_parameters, test_dense_block_learns_its_averages

3x3 convolutions without the 1x1 convolutions before them: DenseNet without B (W).
"""

import keras


def dense_block(inputs, layers, growth_rate):
    outputs = inputs
    for _ in range(layers):
        found = outputs
        found = keras.layers.Conv2D(growth_rate, 3, padding="same", use_bias=False)(normalized(found, "relu"))
        outputs = keras.layers.Concatenate()([outputs, found])
    return outputs
