"""Fails: test_sobel_filters_measure_slopes, test_drawn_slopes

The two slopes are summed up by their size: a diagonal edge is too strong.
"""


def edge_strength(images):
    kernels = hand_made_kernels()
    return abs(feature_map(images, kernels["sobel_x"])) + abs(feature_map(images, kernels["sobel_y"]))
