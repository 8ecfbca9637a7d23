"""Fails: test_every_epoch_has_other_pixels, test_every_epoch_has_another_order, test_shuffling_spans_a_large_dataset

Everything is cached, last of all (B): every epoch is the first one. Tells: order and pixels of two epochs.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    if training:
        pipeline = pipeline.shuffle(photos.cardinality(), seed=seed)
    pipeline = pipeline.batch(batch_size)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline.cache().prefetch(tf.data.AUTOTUNE)
