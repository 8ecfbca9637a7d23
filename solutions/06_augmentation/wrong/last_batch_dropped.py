"""Fails: test_each_epoch_has_each_photo_once, test_batches_are_full_but_the_last, test_evaluation_is_complete_and_in_order, test_drawn_evaluation; perhaps test_every_epoch_has_other_pixels

drop_remainder=True (B) leaves out what does not fill a batch, in evaluation too.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    pipeline = pipeline.cache()
    if training:
        pipeline = pipeline.shuffle(photos.cardinality(), seed=seed)
    pipeline = pipeline.batch(batch_size, drop_remainder=True)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline.prefetch(tf.data.AUTOTUNE)
