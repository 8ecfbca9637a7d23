"""Fails: test_no_photo_is_upside_down

RandomFlip() flips in both directions unless told otherwise (A): flowers hang from the sky. Tells: the direction of a slope.
"""

import keras


def build_augmentation(seed=0):
    return keras.Sequential(
        [
            keras.layers.RandomFlip(seed=seed),
            keras.layers.RandomRotation(0.04, seed=seed + 1),
            keras.layers.RandomTranslation(0.1, 0.1, seed=seed + 2),
        ]
    )
