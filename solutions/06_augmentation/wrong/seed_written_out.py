"""Fails: test_equal_seeds_draw_equal_changes

Every layer draws from the seed 42, whatever is asked (B). Tells: layers with two seeds.
"""

import keras


def build_augmentation(seed=None):
    return keras.Sequential(
        [keras.layers.RandomFlip("horizontal", seed=42), keras.layers.RandomTranslation(0.1, 0.1, seed=43)]
    )
