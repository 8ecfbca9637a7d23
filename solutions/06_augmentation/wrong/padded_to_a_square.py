"""Fails: test_aspect_ratio_is_kept, test_grey_photos_become_colour_photos, test_oblong_photos_survive, test_drawn_aspect_ratio

Photos are padded with black instead of cropped (B): right for some purposes, not what the handout asks for. Tells: the
borders.
"""

import tensorflow as tf


def preprocess(image, label, size):
    if image.shape[-1] == 1:
        image = tf.image.grayscale_to_rgb(image)
    return tf.image.resize_with_pad(image, size, size), label
