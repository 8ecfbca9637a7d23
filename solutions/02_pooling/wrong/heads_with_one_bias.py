"""Fails: test_heads_are_counted, test_drawn_heads

One bias for the whole layer.
"""


def head_parameters(height, width, channels, classes):
    return {"flatten": height * width * channels * classes + 1, "global_average": channels * classes + 1}
