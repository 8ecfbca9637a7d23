"""Fails: test_pixels_may_be_whole_numbers

The result has the images' type: means of whole numbers are cut off.
"""

import numpy as np


def average_pool(images, pool_size=2, strides=None, padding="valid"):
    return np.nanmean(pool_windows(images, pool_size, strides, padding), axis=(4, 5)).astype(images.dtype)
