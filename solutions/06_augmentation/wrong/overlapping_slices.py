"""Fails: test_splits_are_the_first_tenth_the_next_fifteen_percent_and_the_rest, test_no_photo_is_in_two_splits, test_drawn_splits

The slice of the train split begins where that of the valid split does (B): the network is trained on what it is validated
with. Tells: photos in two splits.
"""

import tensorflow_datasets as tfds


def load_splits(name="tf_flowers", data_dir=None):
    slices = ["train[:10%]", "train[10%:25%]", "train[10%:]"]
    (test, valid, train), info = tfds.load(name, split=slices, as_supervised=True, with_info=True, data_dir=data_dir)
    return test, valid, train, info.features["label"].names
