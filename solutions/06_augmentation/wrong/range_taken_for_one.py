"""Fails: test_range_is_kept; perhaps test_training_changes_each_photo_in_its_own_way, test_drawn_augmentation, test_half_of_the_photos_are_mirrored, test_no_photo_is_upside_down, test_flower_stays_in_the_photo, test_augmentation_does_more_than_mirror, test_equal_seeds_draw_equal_changes

RandomContrast clips to 0..1, the range it is told, although photos are in 0..255 (B): they come out white. Tells: the
largest value.
"""

import keras


def build_augmentation(seed=0):
    return keras.Sequential(
        [
            keras.layers.RandomFlip("horizontal", seed=seed),
            keras.layers.RandomTranslation(0.1, 0.1, seed=seed + 2),
            keras.layers.RandomContrast(0.2, value_range=(0, 1), seed=seed),
        ]
    )
