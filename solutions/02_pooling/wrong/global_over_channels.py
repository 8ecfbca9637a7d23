"""Fails: test_each_map_becomes_its_mean, test_axes_are_kept_if_asked_for, test_drawn_map_means

The mean over height and channels: an axis too far.
"""

import numpy as np


def global_average_pool(images, keepdims=False):
    return np.mean(images, axis=(2, 3), keepdims=keepdims)
