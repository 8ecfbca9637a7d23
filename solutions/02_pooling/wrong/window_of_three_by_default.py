"""Fails: test_windows_lie_side_by_side

Nothing said of the window, it is 3 x 3.
"""

import numpy as np


def max_pool(images, pool_size=3, strides=None, padding="valid"):
    return np.nanmax(pool_windows(images, pool_size, strides, padding), axis=(4, 5))
