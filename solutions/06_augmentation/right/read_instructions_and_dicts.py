"""Splits as read instructions, examples as dicts; the augmentation as a functional model."""

import keras
import tensorflow_datasets as tfds


def load_splits(name="tf_flowers", data_dir=None):
    builder = tfds.builder(name, data_dir=data_dir)
    builder.download_and_prepare()
    percent = lambda start, stop: tfds.core.ReadInstruction("train", from_=start, to=stop, unit="%")
    parts = builder.as_dataset(split=[percent(0, 10), percent(10, 25), percent(25, 100)])
    test, valid, train = (part.map(lambda example: (example["image"], example["label"])) for part in parts)
    return test, valid, train, list(builder.info.features["label"].names)


def build_augmentation(seed=None):
    photos = keras.Input((None, None, 3))
    changed = keras.layers.RandomContrast(0.3, seed=seed)(photos)
    changed = keras.layers.RandomBrightness(0.1, seed=None if seed is None else seed + 1)(changed)
    changed = keras.layers.RandomFlip("horizontal", seed=None if seed is None else seed + 2)(changed)
    changed = keras.layers.RandomZoom((-0.2, 0.1), seed=None if seed is None else seed + 3)(changed)
    return keras.Model(photos, changed)
