"""Cropping with branches on tensors, bicubic resizing clipped to the range; augmentation before batching, photo by photo."""

import tensorflow as tf


def preprocess(image, label, size):
    shape = tf.shape(image)
    if shape[0] > shape[1]:
        start = (shape[0] - shape[1]) // 2
        image = image[start : start + shape[1]]
    elif shape[1] > shape[0]:
        start = (shape[1] - shape[0]) // 2
        image = image[:, start : start + shape[0]]
    image = tf.clip_by_value(tf.image.resize(image, [size, size], method="bicubic"), 0, 255)
    return tf.tile(image, [1, 1, 3 // image.shape[-1]]), label


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    pipeline = photos.map(lambda image, label: preprocess(image, label, size)).cache()
    if not training:
        return pipeline.batch(batch_size).prefetch(1)
    pipeline = pipeline.shuffle(photos.cardinality(), seed=seed)
    if augmentation is not None:
        pipeline = pipeline.map(
            lambda image, label: (augmentation(image, training=True), label), num_parallel_calls=tf.data.AUTOTUNE
        )
    return pipeline.batch(batch_size).prefetch(tf.data.AUTOTUNE)
