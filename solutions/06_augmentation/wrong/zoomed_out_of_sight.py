"""Fails: test_flower_stays_in_the_photo; perhaps test_no_photo_is_upside_down, test_half_of_the_photos_are_mirrored

Zooms out until the flower is a dot (A). Tells: the size of a disc in the middle.
"""

import keras


def build_augmentation(seed=0):
    return keras.Sequential(
        [
            keras.layers.RandomFlip("horizontal", seed=seed),
            keras.layers.RandomZoom((0.2, 1.0), fill_mode="constant", seed=seed + 1),
        ]
    )
