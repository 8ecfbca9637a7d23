"""Fails: test_padding_is_what_keras_adds, test_drawn_paddings

Half the kernel on both sides, whatever the strides and the size. Tells: 8 pixels, kernel 3, strides 2.
"""


def same_padding(size, kernel, stride=1):
    return (kernel - 1) // 2, kernel // 2
