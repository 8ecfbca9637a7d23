"""Fails: test_phases_keep_to_their_passes

`initial_epoch` and `epochs` are mixed up: the second phase runs for the sum of both (B). Tells: passes over the training data.
"""

import keras


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    histories = []
    for layers, passes, rate in zip((0, num_layers), (epochs[0], sum(epochs)), learning_rates):
        unfreeze_top(model, layers)
        model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
        histories.append(model.fit(train_data, validation_data=valid_data, epochs=passes, verbose=2))
    return histories
