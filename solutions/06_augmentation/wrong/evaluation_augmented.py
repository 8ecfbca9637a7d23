"""Fails: test_evaluation_is_never_augmented

The augmentation is called plainly in both cases (B), and Keras' random layers then augment.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    pipeline = pipeline.cache()
    if training:
        pipeline = pipeline.shuffle(photos.cardinality(), seed=seed)
    pipeline = pipeline.batch(batch_size)
    if augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images), labels), num_parallel_calls=2)
    return pipeline.prefetch(tf.data.AUTOTUNE)
