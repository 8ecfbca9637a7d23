"""Fails: test_each_epoch_has_each_photo_once; perhaps test_photos_are_read_once, test_pipeline_is_fast

Photos and labels are shuffled apart and zipped again (B): each photo gets another's label.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    pipeline = pipeline.cache()
    if training:
        images, labels = pipeline.map(lambda image, label: image), pipeline.map(lambda image, label: label)
        count = photos.cardinality()
        pipeline = tf.data.Dataset.zip((images.shuffle(count, seed=seed), labels.shuffle(count, seed=1)))
    pipeline = pipeline.batch(batch_size)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline.prefetch(tf.data.AUTOTUNE)
