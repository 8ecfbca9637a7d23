"""Fails: test_inference_changes_nothing; perhaps test_range_is_kept, test_training_changes_each_photo_in_its_own_way, test_drawn_augmentation, test_equal_seeds_draw_equal_changes, test_flower_stays_in_the_photo

A Rescaling layer stands among the random ones (B), and works at inference as well. Tells: a call with training=False.
"""

import keras


def build_augmentation(seed=0):
    return keras.Sequential(
        [
            keras.layers.Rescaling(1 / 255),
            keras.layers.RandomFlip("horizontal", seed=seed),
            keras.layers.RandomTranslation(0.1, 0.1, seed=seed + 2),
        ]
    )
