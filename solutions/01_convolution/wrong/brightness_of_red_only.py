"""Fails: test_line_filters_answer_to_their_lines, test_blur_spreads_and_keeps_brightness, test_drawn_maps

The first channel is taken for brightness.
"""


def feature_map(images, kernel):
    brightness = images[..., :1]
    return conv2d(brightness, kernel[..., None, None], padding="same")[..., 0]
