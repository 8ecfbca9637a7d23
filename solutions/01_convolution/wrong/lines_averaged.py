"""Fails: test_line_filters_answer_to_their_lines, test_drawn_maps

Line filters are divided by seven, as the blur is by 49.
"""

import numpy as np


def hand_made_kernels():
    vertical = np.zeros((7, 7), np.float32)
    vertical[:, 3] = 1 / 7
    sobel_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32)
    blur = np.full((7, 7), 1 / 49, np.float32)
    return {"vertical": vertical, "horizontal": vertical.T, "blur": blur, "sobel_x": sobel_x, "sobel_y": sobel_x.T}
