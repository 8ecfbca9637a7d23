"""Fails: test_the_largest_of_each_window, test_drawn_largest

The largest over all channels is given to each.
"""

import numpy as np


def max_pool(images, pool_size=2, strides=None, padding="valid"):
    return np.nanmax(pool_windows(images, pool_size, strides, padding), axis=(3, 4, 5))[..., None] + np.zeros(images.shape[-1])
