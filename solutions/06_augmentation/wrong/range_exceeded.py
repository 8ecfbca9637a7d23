"""Fails: test_range_is_kept

Brightens without clipping (B): values leave 0..255. Tells: white photos.
"""

import keras


class Brighter(keras.layers.Layer):
    def __init__(self, seed):
        super().__init__()
        self.changes = [
            keras.layers.RandomFlip("horizontal", seed=seed),
            keras.layers.RandomTranslation(0.1, 0.1, seed=seed),
        ]
        self.generator = keras.random.SeedGenerator(seed)

    def call(self, images, training=False):
        if not training:
            return images
        for change in self.changes:
            images = change(images, training=True)
        return images * keras.random.uniform((keras.ops.shape(images)[0], 1, 1, 1), 0.8, 1.2, seed=self.generator)


def build_augmentation(seed=0):
    return Brighter(seed)
