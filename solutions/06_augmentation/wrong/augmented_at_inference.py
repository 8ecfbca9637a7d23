"""Fails: test_inference_changes_nothing

The layers are told to augment whatever is asked (B): networks are tested on changed photos, and their predictions vary.
Tells: a call with training=False.
"""

import keras


class Always(keras.layers.Layer):
    def __init__(self, seed):
        super().__init__()
        self.changes = [
            keras.layers.RandomFlip("horizontal", seed=seed),
            keras.layers.RandomTranslation(0.1, 0.1, seed=seed + 1),
        ]

    def call(self, images):
        for change in self.changes:
            images = change(images, training=True)
        return images


def build_augmentation(seed=0):
    return Always(seed)
