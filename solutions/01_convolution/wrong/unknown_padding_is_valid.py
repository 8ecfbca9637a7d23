"""Fails: test_unknown_padding_is_refused

Whatever is not "same" passes for "valid".
"""


def output_size(size, kernel, stride=1, padding="valid"):
    if padding == "same":
        return -(-size // stride)
    return (size - kernel) // stride + 1
