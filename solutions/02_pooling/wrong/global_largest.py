"""Fails: test_each_map_becomes_its_mean, test_axes_are_kept_if_asked_for, test_drawn_map_means

The largest of each map.
"""

import numpy as np


def global_average_pool(images, keepdims=False):
    return np.max(images, axis=(1, 2), keepdims=keepdims)
