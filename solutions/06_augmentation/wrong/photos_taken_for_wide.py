"""Fails: test_photos_become_squares_of_floats, test_aspect_ratio_is_kept, test_grey_photos_become_colour_photos, test_oblong_photos_survive, test_drawn_aspect_ratio

Takes the height for the shorter side (E): a tall photo has no square of its height. Tells: tall photos.
"""

import tensorflow as tf


def preprocess(image, label, size):
    if image.shape[-1] == 1:
        image = tf.image.grayscale_to_rgb(image)
    height, width = tf.shape(image)[0], tf.shape(image)[1]
    image = tf.image.crop_to_bounding_box(image, 0, (width - height) // 2, height, height)
    return tf.image.resize(image, (size, size)), label
