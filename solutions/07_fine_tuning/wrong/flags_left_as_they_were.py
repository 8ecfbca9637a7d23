"""Fails: test_head_learns_first, test_upper_layers_learn_later, test_upper_layers_learn_slowly

The first phase trusts that the model is frozen, which it is not (B). Tells: head and backbone move together; their rate is the head's.
"""

import keras


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    model.compile(keras.optimizers.Adam(learning_rates[0]), "sparse_categorical_crossentropy", metrics=["accuracy"])
    first = model.fit(train_data, validation_data=valid_data, epochs=epochs[0], verbose=2)
    unfreeze_top(model, num_layers)
    model.compile(keras.optimizers.Adam(learning_rates[1]), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return [first, model.fit(train_data, validation_data=valid_data, epochs=epochs[1], verbose=2)]
