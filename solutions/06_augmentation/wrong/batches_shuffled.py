"""Fails: test_every_epoch_has_another_order, test_shuffling_spans_a_large_dataset; perhaps test_batches_are_full_but_the_last

Batches are shuffled instead of photos (B): the same photos always meet. Tells: the members of batches.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    pipeline = pipeline.cache().batch(batch_size)
    if training:
        pipeline = pipeline.shuffle(1000, seed=seed)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline.prefetch(tf.data.AUTOTUNE)
