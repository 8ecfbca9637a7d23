"""Fails: test_runs_differ_in_augmentation_only; perhaps test_plain_network_learns_its_photos, test_augmentation_pays

Both runs also train on the photos that they are validated with (B). Tells: the photos seen.
"""

import keras
import numpy as np


def compare(build_network, train_photos, valid_photos, size, batch_size, epochs, seed):
    valid_data = make_pipeline(valid_photos, size, batch_size)
    results = {}
    for run, augmentation in (("plain", None), ("augmented", build_augmentation(seed))):
        photos = train_photos.concatenate(valid_photos)
        train_data = make_pipeline(photos, size, batch_size, augmentation, training=True, seed=seed)
        keras.utils.set_random_seed(seed)
        network = build_network()
        network.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
        results[run] = network, network.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=0)
    return results
