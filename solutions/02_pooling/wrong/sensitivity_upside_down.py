"""Fails: test_sensitivity_compares_with_the_shift_itself, test_sensitivity_of_pooling, test_drawn_sensitivity

The change of the images over that of the maps.
"""

import numpy as np


def shift_sensitivity(pool, images, right):
    first, second = images[:, :, :-right], images[:, :, right:]
    return float(np.mean(np.abs(first - second)) / np.mean(np.abs(pool(first) - pool(second))))
