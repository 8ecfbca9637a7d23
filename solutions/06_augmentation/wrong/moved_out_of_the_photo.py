"""Fails: test_flower_stays_in_the_photo; perhaps test_no_photo_is_upside_down, test_half_of_the_photos_are_mirrored, test_range_is_kept

Moves by up to half the photo (A): what the label names has left it. Tells: where a disc in the middle has gone.
"""

import keras


def build_augmentation(seed=0):
    return keras.Sequential(
        [
            keras.layers.RandomFlip("horizontal", seed=seed),
            keras.layers.RandomTranslation(0.5, 0.5, fill_mode="constant", seed=seed + 1),
        ]
    )
