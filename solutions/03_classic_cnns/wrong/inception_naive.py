"""Fails: test_modules_have_the_published_size, test_module_equals_the_textbook, test_drawn_module

Figure 2(a): the large kernels see all channels, and the pooling is not projected. Tells: three times the parameters.
"""

import keras


def inception_module(inputs, filters):
    one, three_reduce, three, five_reduce, five, pool_projection = filters
    branches = [
        rectified_convolution(inputs, one, 1),
        rectified_convolution(inputs, three, 3),
        rectified_convolution(inputs, five, 5),
        rectified_convolution(keras.layers.MaxPooling2D(3, 1, "same")(inputs), pool_projection, 1),
    ]
    return keras.layers.Concatenate()(branches)
