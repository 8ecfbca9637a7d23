"""Fails: test_module_equals_the_textbook, test_drawn_module

Average pooling, as in later Inceptions. Shapes and counts are right (B). Tells: outputs.
"""

import keras


def inception_module(inputs, filters):
    one, three_reduce, three, five_reduce, five, pool_projection = filters
    branches = [
        rectified_convolution(inputs, one, 1),
        rectified_convolution(rectified_convolution(inputs, three_reduce, 1), three, 3),
        rectified_convolution(rectified_convolution(inputs, five_reduce, 1), five, 5),
        rectified_convolution(keras.layers.AveragePooling2D(3, 1, "same")(inputs), pool_projection, 1),
    ]
    return keras.layers.Concatenate()(branches)
