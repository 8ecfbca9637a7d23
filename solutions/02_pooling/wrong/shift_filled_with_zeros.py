"""Fails: test_sensitivity_compares_with_the_shift_itself, test_sensitivity_of_pooling, test_drawn_sensitivity

What comes in at the left is black, which is itself a change.
"""

import numpy as np


def shift_sensitivity(pool, images, right):
    first, second = images, np.pad(images, ((0, 0), (0, 0), (right, 0), (0, 0)))[:, :, :-right]
    return float(np.mean(np.abs(pool(first) - pool(second))) / np.mean(np.abs(first - second)))
