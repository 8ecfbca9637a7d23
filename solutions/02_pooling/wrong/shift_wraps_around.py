"""Fails: test_sensitivity_compares_with_the_shift_itself, test_sensitivity_of_pooling, test_drawn_sensitivity

Rolled: what leaves on the right comes in on the left.
"""

import numpy as np


def shift_sensitivity(pool, images, right):
    first, second = images, np.roll(images, right, axis=2)
    return float(np.mean(np.abs(pool(first) - pool(second))) / np.mean(np.abs(first - second)))
