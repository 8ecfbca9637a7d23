"""Fails: test_upper_layers_learn_slowly

The second rate is assigned to `optimizer.lr`, a name of Keras 2: that makes a new attribute and changes nothing (B). Tells: how far one step moves a weight.
"""

import keras


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    histories = []
    for layers, passes, rate in zip((0, num_layers), epochs, learning_rates):
        unfreeze_top(model, layers)
        model.compile(keras.optimizers.Adam(learning_rates[0]), "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.optimizer.lr = rate
        histories.append(model.fit(train_data, validation_data=valid_data, epochs=passes, verbose=2))
    return histories
