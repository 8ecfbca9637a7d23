"""The pipeline reads all photos into two arrays first; one optimizer's settings for both runs, labels compared as whole numbers."""

import keras
import numpy as np
import tensorflow as tf


def make_pipeline(photos, size, batch_size, augmentation=None, training=False, seed=None):
    images, labels = zip(*photos.map(lambda image, label: preprocess(image, label, size)).as_numpy_iterator())
    pipeline = tf.data.Dataset.from_tensor_slices((np.stack(images), np.array(labels)))
    if not training:
        return pipeline.batch(batch_size).prefetch(1)
    pipeline = pipeline.shuffle(len(labels), seed=seed).batch(batch_size)
    if augmentation is None:
        return pipeline.prefetch(1)
    return pipeline.map(lambda images, labels: (augmentation(images, training=True), labels)).prefetch(1)


def build_augmentation(seed=None):
    keras.utils.set_random_seed(seed or 0)
    return keras.Sequential(
        [
            keras.layers.RandomTranslation(0.2, 0.2, fill_mode="wrap"),
            keras.layers.RandomFlip("horizontal"),
        ]
    )
