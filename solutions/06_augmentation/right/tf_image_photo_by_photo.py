"""Stateless operations of tf.image on one photo after the other, seeded by a generator that goes on from call to call."""

import keras
import tensorflow as tf


class Augmentation(keras.Model):
    def __init__(self, seed=None):
        super().__init__()
        make = (
            tf.random.Generator.from_seed
            if seed is not None
            else lambda _: tf.random.Generator.from_non_deterministic_state()
        )
        self.generator = make(seed)

    def call(self, images, training=False):
        if not training:
            return images
        seeds = tf.transpose(self.generator.make_seeds(tf.shape(images)[0]))
        changed = tf.map_fn(self.change, (images, seeds), fn_output_signature=tf.float32)
        return tf.ensure_shape(changed, images.shape)

    def change(self, photo_and_seed):
        photo, seed = photo_and_seed
        shape = tf.shape(photo)
        photo = tf.image.stateless_random_flip_left_right(photo, seed)
        margin = shape[0] // 8
        photo = tf.pad(photo, [[margin, margin], [margin, margin], [0, 0]], mode="REFLECT")
        photo = tf.image.stateless_random_crop(photo, shape, seed + 1)
        photo = tf.image.stateless_random_brightness(photo, 20, seed + 2)
        return tf.clip_by_value(tf.image.stateless_random_saturation(photo, 0.8, 1.2, seed + 3), 0, 255)


def build_augmentation(seed=None):
    return Augmentation(seed)
