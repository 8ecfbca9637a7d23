"""Fails: test_training_changes_each_photo_in_its_own_way, test_drawn_augmentation, test_augmentation_does_more_than_mirror

Mirrors and does nothing else (A): each photo has two looks. Tells: how many looks copies of one photo get.
"""

import keras


def build_augmentation(seed=0):
    return keras.Sequential(
        [
            keras.layers.RandomFlip("horizontal", seed=seed),
        ]
    )
