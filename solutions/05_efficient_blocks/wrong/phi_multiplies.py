"""Fails: test_depth_is_rounded_up, test_width_is_a_near_multiple, test_resolution_is_scaled, test_drawn_depth, test_drawn_width

Coefficients are multiplied by phi, not raised to its power (W). At 1 that is the same: EfficientNet-B4 and B7 come out right.
"""

import math


def compound_scaling(stages, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15, divisor=8):
    depth, width = alpha * phi, beta * phi
    scaled = [(math.ceil(depth * repeats), round_filters(width * filters, divisor)) for repeats, filters in stages]
    return scaled, round(gamma * phi * resolution)
