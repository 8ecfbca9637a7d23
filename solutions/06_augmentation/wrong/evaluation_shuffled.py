"""Fails: test_evaluation_is_complete_and_in_order, test_drawn_evaluation

Photos are shuffled in evaluation as well (B): labels of one pass do not belong to predictions of another.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    pipeline = pipeline.cache().shuffle(photos.cardinality(), seed=seed).batch(batch_size)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline.prefetch(tf.data.AUTOTUNE)
