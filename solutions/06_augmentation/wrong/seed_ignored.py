"""Fails: test_equal_seeds_draw_equal_changes

The seed is accepted and not used (B): no experiment can be repeated. Tells: two layers with one seed.
"""

import keras


def build_augmentation(seed=None):
    return keras.Sequential([keras.layers.RandomFlip("horizontal"), keras.layers.RandomTranslation(0.1, 0.1)])
