"""Fails: test_every_epoch_has_other_pixels; perhaps test_pipeline_is_fast

Photos are augmented one by one, and once more in batches (A): moved twice as far as is label-preserving.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    pipeline = pipeline.cache()
    if training:
        pipeline = pipeline.shuffle(photos.cardinality(), seed=seed)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda image, label: (augmentation(image, training=True), label))
    pipeline = pipeline.batch(batch_size)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline.prefetch(tf.data.AUTOTUNE)
