"""Fails: test_photos_become_squares_of_floats, test_aspect_ratio_is_kept, test_grey_photos_become_colour_photos, test_oblong_photos_survive, test_drawn_aspect_ratio

Pixels are divided by 255 (B); the network divides them again. Tells: the range.
"""

import tensorflow as tf


def preprocess(image, label, size):
    if image.shape[-1] == 1:
        image = tf.image.grayscale_to_rgb(image)
    side = tf.minimum(tf.shape(image)[0], tf.shape(image)[1])
    image = tf.image.resize_with_crop_or_pad(image, side, side)
    return tf.image.resize(image, (size, size)) / 255, label
