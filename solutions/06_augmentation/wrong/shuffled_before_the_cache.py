"""Fails: test_every_epoch_has_another_order, test_shuffling_spans_a_large_dataset

The cache stands behind the shuffling (B): the first epoch's order comes again in every other. Tells: the orders.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    if training:
        pipeline = pipeline.shuffle(photos.cardinality(), seed=seed)
    pipeline = pipeline.cache().batch(batch_size)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline.prefetch(tf.data.AUTOTUNE)
