"""Sizes and padding by placing windows one by one; sizes are NumPy's integers."""

import math

import numpy as np


def output_size(size, kernel, stride=1, padding="valid"):
    match padding:
        case "valid":
            return np.int64(len(range(kernel, size + 1, stride)))
        case "same":
            return np.int64(math.ceil(size / stride))
        case _:
            raise ValueError("Neither valid nor same.")


def same_padding(size, kernel, stride=1):
    over = kernel - (size % stride or stride)
    total = np.maximum(over, 0)
    return [np.floor_divide(total, 2), np.floor_divide(total + 1, 2)]
