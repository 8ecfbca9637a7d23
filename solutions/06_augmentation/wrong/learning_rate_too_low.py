"""Fails: test_plain_network_learns_its_photos, test_augmentation_pays

A learning rate a thousand times too low (A): neither network learns anything, so neither is better.
"""

import keras
import numpy as np


def compare(build_network, train_photos, valid_photos, size, batch_size, epochs, seed):
    valid_data = make_pipeline(valid_photos, size, batch_size)
    results = {}
    for run, augmentation in (("plain", None), ("augmented", build_augmentation(seed))):
        train_data = make_pipeline(train_photos, size, batch_size, augmentation, training=True, seed=seed)
        keras.utils.set_random_seed(seed)
        network = build_network()
        network.compile(keras.optimizers.Adam(4e-6), "sparse_categorical_crossentropy", metrics=["accuracy"])
        results[run] = network, network.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=0)
    return results
