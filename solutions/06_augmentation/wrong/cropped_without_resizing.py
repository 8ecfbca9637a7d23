"""Fails: test_aspect_ratio_is_kept, test_oblong_photos_survive, test_drawn_aspect_ratio; perhaps test_photos_become_squares_of_floats, test_grey_photos_become_colour_photos

Cuts a square of `size` pixels out of the middle (B): of a large photo only a patch is left. Tells: where the pixels come
from.
"""

import tensorflow as tf


def preprocess(image, label, size):
    if image.shape[-1] == 1:
        image = tf.image.grayscale_to_rgb(image)
    return tf.cast(tf.image.resize_with_crop_or_pad(image, size, size), tf.float32), label
