"""Fails: test_valid_windows_stay_inside, test_drawn_sizes

Windows that hang over the edge are counted, as "same" does. Tells: 8 pixels, kernel 3, strides 2.
"""


def output_size(size, kernel, stride=1, padding="valid"):
    if padding == "same":
        return -(-size // stride)
    if padding == "valid":
        return -(-(size - kernel) // stride) + 1
    raise ValueError(f'Padding is "valid" or "same". Received: {padding=}')
