"""Fails: test_splits_are_the_first_tenth_the_next_fifteen_percent_and_the_rest, test_drawn_splits

Returns train, valid, test (B): three quarters of the photos end up being tested with. Tells: the sizes.
"""

import tensorflow_datasets as tfds


def load_splits(name="tf_flowers", data_dir=None):
    slices = ["train[:10%]", "train[10%:25%]", "train[25%:]"]
    (test, valid, train), info = tfds.load(name, split=slices, as_supervised=True, with_info=True, data_dir=data_dir)
    return train, valid, test, info.features["label"].names
