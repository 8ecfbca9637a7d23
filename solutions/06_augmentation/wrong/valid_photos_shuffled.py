"""Fails: test_no_photo_is_in_two_splits

The validation photos are shuffled (B): labels gathered in one pass do not belong to predictions made in another. Tells:
the order of two passes.
"""

import tensorflow_datasets as tfds


def load_splits(name="tf_flowers", data_dir=None):
    slices = ["train[:10%]", "train[10%:25%]", "train[25%:]"]
    (test, valid, train), info = tfds.load(name, split=slices, as_supervised=True, with_info=True, data_dir=data_dir)
    return test, valid.shuffle(1000), train.shuffle(1000), info.features["label"].names
