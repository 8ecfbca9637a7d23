"""Fails: test_upper_layers_learn_slowly

Both phases use the first learning rate, a hundred times too high for the second (A). Tells: how far one step moves a weight.
"""

import keras


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    histories = []
    for layers, passes in zip((0, num_layers), epochs):
        unfreeze_top(model, layers)
        model.compile(keras.optimizers.Adam(learning_rates[0]), "sparse_categorical_crossentropy", metrics=["accuracy"])
        histories.append(model.fit(train_data, validation_data=valid_data, epochs=passes, verbose=2))
    return histories
