"""Fails: test_runs_differ_in_augmentation_only; perhaps test_plain_network_learns_its_photos, test_histories_are_those_of_the_networks, test_augmentation_pays

Photos are divided by 255 for networks that do so themselves (B): a hundredth of a shade is left. Tells: the pixels.
"""

import keras
import numpy as np


def compare(build_network, train_photos, valid_photos, size, batch_size, epochs, seed):
    valid_data = make_pipeline(valid_photos, size, batch_size)
    results = {}
    scaled = lambda photos: photos.map(lambda images, labels: (images / 255, labels))
    for run, augmentation in (("plain", None), ("augmented", build_augmentation(seed))):
        train_data = make_pipeline(train_photos, size, batch_size, augmentation, training=True, seed=seed)
        keras.utils.set_random_seed(seed)
        network = build_network()
        network.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
        history = network.fit(scaled(train_data), validation_data=scaled(valid_data), epochs=epochs, verbose=0)
        results[run] = network, history
    return results
