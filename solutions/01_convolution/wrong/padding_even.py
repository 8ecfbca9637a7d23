"""Fails: test_padding_is_what_keras_adds, test_drawn_paddings

The same number of zeros on both sides, rounded up.
"""


def same_padding(size, kernel, stride=1):
    windows = output_size(size, kernel, stride, "same")
    missing = max((windows - 1) * stride + kernel - size, 0)
    return -(-missing // 2), -(-missing // 2)
