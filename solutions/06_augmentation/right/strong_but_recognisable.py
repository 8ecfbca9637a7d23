"""All that Keras has, at the limits of what the handout allows; the comparison's loop is written twice."""

import keras


def build_augmentation(seed=0):
    seeds = iter(range(1000 * seed, 1000 * seed + 1000)) if seed is not None else iter([None] * 1000)
    return keras.Sequential(
        [
            keras.layers.RandomFlip("horizontal", seed=next(seeds)),
            keras.layers.RandomRotation(0.1, fill_mode="constant", seed=next(seeds)),
            keras.layers.RandomTranslation(0.2, 0.2, fill_mode="constant", seed=next(seeds)),
            keras.layers.RandomZoom(0.3, fill_mode="reflect", seed=next(seeds)),
            keras.layers.RandomContrast(0.5, seed=next(seeds)),
            keras.layers.RandomHue(0.05, seed=next(seeds)),
        ]
    )
