"""Fails: test_sobel_filters_measure_slopes, test_drawn_slopes, test_drawn_maps

The filter named after x answers to slopes along y.
"""

import numpy as np


def hand_made_kernels():
    vertical = np.zeros((7, 7), np.float32)
    vertical[:, 3] = 1
    sobel_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32)
    blur = np.full((7, 7), 1 / 49, np.float32)
    return {"vertical": vertical, "horizontal": vertical.T, "blur": blur, "sobel_x": sobel_x.T, "sobel_y": sobel_x}
