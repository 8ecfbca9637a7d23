"""Fails: test_sensitivity_compares_with_the_shift_itself, test_sensitivity_of_pooling, test_drawn_sensitivity

Differences cancel out before their size is taken.
"""

import numpy as np


def shift_sensitivity(pool, images, right):
    first, second = images[:, :, :-right], images[:, :, right:]
    return float(abs(np.mean(np.abs(pool(first)) - np.abs(pool(second))) / np.mean(first - second)))
