"""Fails: test_sobel_filters_measure_slopes, test_drawn_slopes

The two slopes are summed up, sign and all: some edges cancel out.
"""


def edge_strength(images):
    kernels = hand_made_kernels()
    return feature_map(images, kernels["sobel_x"]) + feature_map(images, kernels["sobel_y"])
