"""Fails: test_the_mean_of_each_window, test_drawn_means

The mean runs over the images of the batch as well.
"""

import numpy as np


def average_pool(images, pool_size=2, strides=None, padding="valid"):
    return np.nanmean(pool_windows(images, pool_size, strides, padding), axis=(0, 4, 5))[None] + np.zeros((len(images), 1, 1, 1))
