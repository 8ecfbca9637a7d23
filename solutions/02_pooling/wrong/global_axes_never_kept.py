"""Fails: test_axes_are_kept_if_asked_for

`keepdims` is not handed on.
"""

import numpy as np


def global_average_pool(images, keepdims=False):
    return np.mean(images, axis=(1, 2))
