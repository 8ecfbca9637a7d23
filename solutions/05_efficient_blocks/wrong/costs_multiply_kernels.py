"""Fails: test_costs_are_counted, test_drawn_costs

The separable convolution is given one depthwise kernel for each filter (W): channels * filters of them, which is the full convolution
once more, and the 1x1 convolution on top.
"""

import math


def convolution_costs(height, width, channels, filters, kernel_size, strides=1):
    pixels = math.ceil(height / strides) * math.ceil(width / strides)
    full = kernel_size**2 * channels * filters
    separable = kernel_size**2 * channels * filters + channels * filters
    return {"full": (full, full * pixels), "separable": (separable, separable * pixels)}
