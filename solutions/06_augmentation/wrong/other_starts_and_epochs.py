"""Fails: test_runs_differ_in_augmentation_only; perhaps test_histories_are_those_of_the_networks

The augmented run starts from other weights and trains half as long again (B): nobody knows what made the difference.
Tells: the photos seen, the weights before the first step.
"""

import keras
import numpy as np


def compare(build_network, train_photos, valid_photos, size, batch_size, epochs, seed):
    valid_data = make_pipeline(valid_photos, size, batch_size)
    results = {}
    for run, augmentation, passes in (
        ("plain", None, epochs),
        ("augmented", build_augmentation(seed), epochs * 3 // 2),
    ):
        train_data = make_pipeline(train_photos, size, batch_size, augmentation, training=True, seed=seed)
        network = build_network()
        network.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
        history = network.fit(train_data, validation_data=valid_data, epochs=passes, verbose=0)
        history.history = {name: values[:epochs] for name, values in history.history.items()}
        results[run] = network, history
    return results
