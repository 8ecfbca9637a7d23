"""Fails: test_next_batch_is_made_ready, test_pipeline_is_fast

No prefetch (A): the network waits for each batch, and the batches wait for the network.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    pipeline = pipeline.cache()
    if training:
        pipeline = pipeline.shuffle(photos.cardinality(), seed=seed)
    pipeline = pipeline.batch(batch_size)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline
