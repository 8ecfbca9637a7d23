"""Fails: test_runs_differ_in_augmentation_only, test_augmentation_pays

The augmentation is built and not passed on (B): two equal runs. Tells: the pixels, and no gain.
"""

import keras
import numpy as np


def compare(build_network, train_photos, valid_photos, size, batch_size, epochs, seed):
    valid_data = make_pipeline(valid_photos, size, batch_size)
    results = {}
    for run in ("plain", "augmented"):
        augmentation = build_augmentation(seed)
        train_data = make_pipeline(train_photos, size, batch_size, training=True, seed=seed)
        keras.utils.set_random_seed(seed)
        network = build_network()
        network.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
        results[run] = network, network.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=0)
    return results
