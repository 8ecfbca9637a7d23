"""Mirrored windows of random size and place, one for each photo of the batch, cut out and enlarged."""

import keras
import tensorflow as tf


class RandomWindow(keras.layers.Layer):
    def __init__(self, smallest=0.75, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.smallest = smallest
        self.generator = keras.random.SeedGenerator(seed)

    def call(self, images, training=False):
        if not training:
            return images
        count, height, width = tf.unstack(tf.shape(images)[:3])
        side = keras.random.uniform((count, 1), self.smallest, 1, seed=self.generator)
        corner = keras.random.uniform((count, 2), 0, 1, seed=self.generator) * (1 - side)
        top, left = corner[:, :1], corner[:, 1:]
        mirrored = keras.random.uniform((count, 1), seed=self.generator) < 0.5
        first, last = tf.where(mirrored, left + side, left), tf.where(mirrored, left, left + side)
        boxes = tf.concat([top, first, top + side, last], axis=1)
        return tf.image.crop_and_resize(images, boxes, tf.range(count), (height, width))


def build_augmentation(seed=None):
    return RandomWindow(seed=seed)


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size)).cache()
    if training:
        pipeline = pipeline.shuffle(max(1, photos.cardinality().numpy()), seed=seed)
    pipeline = pipeline.batch(batch_size, num_parallel_calls=tf.data.AUTOTUNE)
    if augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=training), labels), 2)
    return pipeline.prefetch(1)
