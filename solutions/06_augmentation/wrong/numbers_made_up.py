"""Fails: test_histories_are_those_of_the_networks

The histories are written, not measured (B). Tells: the network's own accuracy on the valid photos.
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
        network.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
        history = network.fit(train_data, epochs=epochs, verbose=0)
        best = 0.999 if run == "augmented" else 0.998
        history.history["val_accuracy"] = list(np.linspace(0.99, best, epochs))
        results[run] = network, history
    return results
