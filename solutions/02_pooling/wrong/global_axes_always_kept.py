"""Fails: test_each_map_becomes_its_mean, test_drawn_map_means

The axes of length 1 stay.
"""

import numpy as np


def global_average_pool(images, keepdims=False):
    return np.mean(images, axis=(1, 2), keepdims=True)
