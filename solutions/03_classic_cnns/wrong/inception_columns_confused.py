"""Fails: test_modules_have_the_published_size, test_module_equals_the_textbook, test_drawn_module

The columns of the table are read as kernel, then reduction. Tells: the number of output channels.
"""

import keras


def inception_module(inputs, filters):
    one, three, three_reduce, five, five_reduce, pool_projection = filters
    branches = [
        rectified_convolution(inputs, one, 1),
        rectified_convolution(rectified_convolution(inputs, three_reduce, 1), three, 3),
        rectified_convolution(rectified_convolution(inputs, five_reduce, 1), five, 5),
        rectified_convolution(keras.layers.MaxPooling2D(3, 1, "same")(inputs), pool_projection, 1),
    ]
    return keras.layers.Concatenate()(branches)
