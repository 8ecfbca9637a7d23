"""Fails: test_half_of_the_photos_are_mirrored

Moves and turns, but never mirrors (A). Tells: the direction of slopes.
"""

import keras


def build_augmentation(seed=0):
    return keras.Sequential(
        [
            keras.layers.RandomRotation(0.04, seed=seed + 1),
            keras.layers.RandomTranslation(0.1, 0.1, seed=seed + 2),
            keras.layers.RandomZoom(0.15, seed=seed + 3),
        ]
    )
