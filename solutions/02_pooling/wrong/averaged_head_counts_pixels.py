"""Fails: test_heads_are_counted, test_drawn_heads

A weight for each pixel, not for each map.
"""


def head_parameters(height, width, channels, classes):
    return {"flatten": (height * width * channels + 1) * classes, "global_average": (height * width + 1) * classes}
