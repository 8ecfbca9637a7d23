"""Fails: test_sensitivity_of_pooling, test_drawn_sensitivity, test_sensitivity_compares_with_the_shift_itself

Squares in place of absolute values.
"""

import numpy as np


def shift_sensitivity(pool, images, right):
    first, second = images[:, :, :-right], images[:, :, right:]
    return float(np.mean((pool(first) - pool(second)) ** 2) / np.mean((first - second) ** 2))
