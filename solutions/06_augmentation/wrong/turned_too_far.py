"""Fails: test_no_photo_is_upside_down; perhaps test_half_of_the_photos_are_mirrored

RandomRotation(0.5) is half a circle to either side (A). Tells: the direction of a slope.
"""

import keras


def build_augmentation(seed=0):
    return keras.Sequential(
        [
            keras.layers.RandomFlip("horizontal", seed=seed),
            keras.layers.RandomRotation(0.5, seed=seed + 1),
        ]
    )
