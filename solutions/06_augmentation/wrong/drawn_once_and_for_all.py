"""Fails: test_training_changes_each_photo_in_its_own_way, test_drawn_augmentation

A constant seed in a stateless operation (B): the second call draws what the first drew. Tells: two calls.
"""

import keras
import tensorflow as tf


class Constant(keras.layers.Layer):
    def __init__(self, seed):
        super().__init__()
        self.seed = seed

    def call(self, images, training=False):
        if not training:
            return images
        count = tf.shape(images)[0]
        draws = tf.random.stateless_uniform((count, 3), (self.seed, 1))
        mirrored = tf.where(draws[:, 0, None, None, None] < 0.5, images[:, :, ::-1], images)
        top, left = tf.unstack(draws[:, 1:] * 0.2, axis=1)
        return tf.image.crop_and_resize(
            mirrored, tf.stack([top, left, top + 0.8, left + 0.8], axis=1), tf.range(count), tf.shape(images)[1:3]
        )


def build_augmentation(seed=0):
    return Constant(seed)
