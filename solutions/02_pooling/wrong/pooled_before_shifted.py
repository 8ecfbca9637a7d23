"""Fails: test_sensitivity_compares_with_the_shift_itself, test_sensitivity_of_pooling, test_drawn_sensitivity

Maps are shifted, not images: pooling is blamed for what it did not do.
"""

import numpy as np


def shift_sensitivity(pool, images, right):
    first, second = images[:, :, :-right], images[:, :, right:]
    return float(np.mean(np.abs(pool(images)[:, :, :-right] - pool(images)[:, :, right:])) / np.mean(np.abs(first - second)))
