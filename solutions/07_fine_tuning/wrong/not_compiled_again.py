"""Fails: test_upper_layers_learn_later

The flags change after the first fit and the model is not compiled again: the upper layers never learn, and Keras says nothing (B). Tells: no kernel has moved.
"""

import keras


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    freeze(model)
    model.compile(keras.optimizers.Adam(learning_rates[0]), "sparse_categorical_crossentropy", metrics=["accuracy"])
    first = model.fit(train_data, validation_data=valid_data, epochs=epochs[0], verbose=2)
    unfreeze_top(model, num_layers)
    model.optimizer.learning_rate = learning_rates[1]
    return [first, model.fit(train_data, validation_data=valid_data, epochs=epochs[1], verbose=2)]
