"""Fails: test_runs_differ_in_augmentation_only; perhaps test_histories_are_those_of_the_networks, test_augmentation_pays, test_plain_network_learns_its_photos

The second run goes on with the network of the first (B), and both names stand for one network.
"""

import keras
import numpy as np


def compare(build_network, train_photos, valid_photos, size, batch_size, epochs, seed):
    valid_data = make_pipeline(valid_photos, size, batch_size)
    results = {}
    keras.utils.set_random_seed(seed)
    network = build_network()
    network.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
    for run, augmentation in (("plain", None), ("augmented", build_augmentation(seed))):
        train_data = make_pipeline(train_photos, size, batch_size, augmentation, training=True, seed=seed)
        results[run] = network, network.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=0)
    return results
