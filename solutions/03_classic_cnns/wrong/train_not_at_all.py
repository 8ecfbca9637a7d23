"""Fails: test_training_moves_the_given_network, test_trained_network_reaches_the_accuracy

The model is compiled and a history returned; nothing is fitted. Tells: no weight has moved.
"""

import keras


def train(model, train_data, valid_data, epochs=5):
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(2e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return keras.callbacks.History()
