"""Fails: test_padding_is_not_averaged_in, test_pixels_may_be_whole_numbers, test_drawn_means

Padded with zeros, which the mean counts.
"""

import numpy as np


def average_pool(images, pool_size=2, strides=None, padding="valid"):
    return np.mean(np.nan_to_num(pool_windows(images, pool_size, strides, padding)), axis=(4, 5))
