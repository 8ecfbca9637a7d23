"""Fails: test_head_learns_first

There is no first phase: head and upper layers learn together at the low rate (A). Tells: how far the head had moved when the backbone first did.
"""

import keras


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    unfreeze_top(model, num_layers)
    model.compile(keras.optimizers.Adam(learning_rates[1]), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return [model.fit(train_data, validation_data=valid_data, epochs=passes, verbose=2) for passes in epochs]
