"""Fails: test_the_largest_of_each_window, test_windows_lie_side_by_side, test_windows_need_not_be_square, test_padding_never_wins, test_pixels_may_be_whole_numbers, test_drawn_largest

Right shapes, and nothing in them.
"""

import numpy as np


def max_pool(images, pool_size=2, strides=None, padding="valid"):
    return 0 * np.nanmax(pool_windows(images, pool_size, strides, padding), axis=(4, 5))
