"""Fails: test_same_sizes_follow_the_strides, test_padding_is_what_keras_adds, test_drawn_paddings

Strides that do not divide the size lose the last window.
"""


def output_size(size, kernel, stride=1, padding="valid"):
    if padding == "same":
        return size // stride
    if padding == "valid":
        return (size - kernel) // stride + 1
    raise ValueError(f'Padding is "valid" or "same". Received: {padding=}')
