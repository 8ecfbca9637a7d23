"""Keras' own Resizing layer crops to the aspect ratio; RandomAffine-like changes in a subclass of Layer."""

import keras
import tensorflow as tf

RESIZING = {}


def preprocess(image, label, size):
    if size not in RESIZING:
        RESIZING[size] = keras.layers.Resizing(size, size, crop_to_aspect_ratio=True)
    image = RESIZING[size](tf.cast(image, tf.float32))
    return (tf.repeat(image, 3, axis=-1) if image.shape[-1] == 1 else image), label


class Augmentation(keras.layers.Layer):
    def __init__(self, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.flip = keras.layers.RandomFlip("horizontal", seed=seed)
        self.rotation = keras.layers.RandomRotation((-0.1, 0.1), fill_mode="constant", fill_value=127, seed=seed)
        self.shift = keras.layers.RandomTranslation(0.15, 0.15, fill_mode="nearest", seed=seed)

    def call(self, images, training=None):
        return self.shift(self.rotation(self.flip(images, training=training), training=training), training=training)


def build_augmentation(seed=None):
    return Augmentation(seed)
