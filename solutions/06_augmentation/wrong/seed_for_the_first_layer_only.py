"""Fails: test_equal_seeds_draw_equal_changes

Only the first of two random layers gets the seed (B). Tells: two layers with one seed.
"""

import keras


def build_augmentation(seed=None):
    return keras.Sequential(
        [keras.layers.RandomFlip("horizontal", seed=seed), keras.layers.RandomTranslation(0.1, 0.1)]
    )
