"""Fails: test_padding_never_wins, test_pixels_may_be_whole_numbers, test_drawn_largest

Padded with zeros, as for a convolution. Tells: images that are negative.
"""

import numpy as np


def max_pool(images, pool_size=2, strides=None, padding="valid"):
    return np.max(np.nan_to_num(pool_windows(images, pool_size, strides, padding)), axis=(4, 5))
