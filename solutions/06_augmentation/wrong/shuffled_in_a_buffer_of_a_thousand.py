"""Fails: test_shuffling_spans_a_large_dataset

A buffer of 1,000 photos (B), which is enough for a small dataset only. Tells: how far photos come forward.
"""

import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size), num_parallel_calls=tf.data.AUTOTUNE)
    pipeline = pipeline.cache()
    if training:
        pipeline = pipeline.shuffle(1000, seed=seed)
    pipeline = pipeline.batch(batch_size)
    if training and augmentation is not None:
        pipeline = pipeline.map(lambda images, labels: (augmentation(images, training=True), labels))
    return pipeline.prefetch(tf.data.AUTOTUNE)


# As far as this student has come.
def compare(build_network, train_photos, valid_photos, size, batch_size, epochs, seed):
    raise NotImplementedError("This part is yours: write it in place of this line.")
