"""Fails: test_photos_are_read_once, test_pipeline_is_fast

No cache (A): every epoch reads and resizes all photos again. Right results, at half the speed.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    if training:
        pipeline = pipeline.shuffle(photos.cardinality(), seed=seed)
    pipeline = pipeline.batch(batch_size)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline.prefetch(tf.data.AUTOTUNE)
