"""Fails: test_blur_spreads_and_keeps_brightness, test_drawn_maps

All ones: the blurred photo is 49 times as bright.
"""

import numpy as np


def hand_made_kernels():
    vertical = np.zeros((7, 7), np.float32)
    vertical[:, 3] = 1
    sobel_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32)
    blur = np.full((7, 7), 1, np.float32)
    return {"vertical": vertical, "horizontal": vertical.T, "blur": blur, "sobel_x": sobel_x, "sobel_y": sobel_x.T}
