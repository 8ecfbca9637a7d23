"""Fails: test_every_epoch_has_other_pixels

The cache stands behind the augmentation (B): the first epoch's pixels come again in every other. Tells: the pixels of a
photo in two epochs.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda image, label: (augmentation(image, training=True), label))
    pipeline = pipeline.cache()
    if training:
        pipeline = pipeline.shuffle(photos.cardinality(), seed=seed)
    return pipeline.batch(batch_size).prefetch(tf.data.AUTOTUNE)
