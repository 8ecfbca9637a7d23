"""Fails: test_sensitivity_of_pooling, test_drawn_sensitivity

Sums in place of means: fewer numbers look like less change.
"""

import numpy as np


def shift_sensitivity(pool, images, right):
    first, second = images[:, :, :-right], images[:, :, right:]
    return float(np.sum(np.abs(pool(first) - pool(second))) / np.sum(np.abs(first - second)))
