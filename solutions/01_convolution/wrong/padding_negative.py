"""Fails: test_padding_is_what_keras_adds, test_drawn_paddings

A kernel smaller than the strides takes pixels away.
"""


def same_padding(size, kernel, stride=1):
    windows = output_size(size, kernel, stride, "same")
    missing = (windows - 1) * stride + kernel - size
    return missing // 2, missing - missing // 2
