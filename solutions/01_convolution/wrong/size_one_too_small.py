"""Fails: test_valid_windows_stay_inside, test_drawn_sizes

The first window is forgotten: steps are counted, not windows.
"""


def output_size(size, kernel, stride=1, padding="valid"):
    if padding == "same":
        return -(-size // stride)
    if padding == "valid":
        return (size - kernel) // stride
    raise ValueError(f'Padding is "valid" or "same". Received: {padding=}')
