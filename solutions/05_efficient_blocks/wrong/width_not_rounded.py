"""Fails: test_width_is_a_near_multiple, test_drawn_width

Widths are cut to whole numbers, and to no multiple of anything (W).
"""

import math


def compound_scaling(stages, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15, divisor=8):
    depth, width = alpha**phi, beta**phi
    scaled = [(math.ceil(depth * repeats), int(width * filters)) for repeats, filters in stages]
    return scaled, round(gamma**phi * resolution)
