"""Fails: test_photos_keep_their_labels_and_classes_their_names

Sorts the names of the classes (B); the labels keep their order, and every flower gets another's name. Tells: the names.
"""

import tensorflow_datasets as tfds


def load_splits(name="tf_flowers", data_dir=None):
    slices = ["train[:10%]", "train[10%:25%]", "train[25%:]"]
    (test, valid, train), info = tfds.load(name, split=slices, as_supervised=True, with_info=True, data_dir=data_dir)
    return test, valid, train, sorted(info.features["label"].names)
