"""Fails: test_upper_layers_learn_later

The second phase is compiled with its rate, but nothing is unfrozen (A). Tells: no kernel has moved.
"""

import keras


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    histories = []
    for passes, rate in zip(epochs, learning_rates):
        freeze(model)
        model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
        histories.append(model.fit(train_data, validation_data=valid_data, epochs=passes, verbose=2))
    return histories
