"""Fails: test_each_epoch_has_each_photo_once, test_batches_are_full_but_the_last; perhaps test_every_epoch_has_another_order, test_shuffling_spans_a_large_dataset, test_every_epoch_has_other_pixels, test_photos_are_read_once, test_pipeline_is_fast

repeat() for training (B): an epoch has no end, and photos come at unequal rates.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    pipeline = pipeline.cache()
    if training:
        pipeline = pipeline.shuffle(photos.cardinality(), seed=seed).repeat()
    pipeline = pipeline.batch(batch_size)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline.prefetch(tf.data.AUTOTUNE)
