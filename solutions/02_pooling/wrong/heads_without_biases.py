"""Fails: test_heads_are_counted, test_drawn_heads

Biases are not counted.
"""


def head_parameters(height, width, channels, classes):
    return {"flatten": (height * width * channels) * classes, "global_average": channels * classes}
