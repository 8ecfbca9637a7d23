"""Fails: test_validation_data_are_only_looked_at

Validation images are appended to the training images, to have more of them (B). Tells: steps after dark images.
"""

import keras


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    histories = []
    for layers, passes, rate in zip((0, num_layers), epochs, learning_rates):
        unfreeze_top(model, layers)
        model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
        together = train_data.concatenate(valid_data)
        histories.append(model.fit(together, validation_data=valid_data, epochs=passes, verbose=2))
    return histories
