"""Fails: test_splits_are_the_first_tenth_the_next_fifteen_percent_and_the_rest, test_no_photo_is_in_two_splits, test_drawn_splits

Reads the files in random order and cuts by hand (B): each reading cuts another dataset. Tells: the numbers of photos over
two readings.
"""

import tensorflow_datasets as tfds


def load_splits(name="tf_flowers", data_dir=None):
    photos, info = tfds.load(
        name, split="train", as_supervised=True, with_info=True, shuffle_files=True, data_dir=data_dir
    )
    count = info.splits["train"].num_examples
    test, rest = photos.take(count // 10), photos.skip(count // 10)
    return test, rest.take(count * 15 // 100), rest.skip(count * 15 // 100), info.features["label"].names
