"""Fails: test_sensitivity_compares_with_the_shift_itself, test_sensitivity_of_pooling, test_drawn_sensitivity

Whatever the shift, it is by one.
"""

import numpy as np


def shift_sensitivity(pool, images, right):
    first, second = images[:, :, :-1], images[:, :, 1:]
    return float(np.mean(np.abs(pool(first) - pool(second))) / np.mean(np.abs(first - second)))
