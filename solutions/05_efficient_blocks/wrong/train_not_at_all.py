"""Fails: test_training_moves_every_weight, test_small_network_reaches_the_accuracy

The model is compiled and never trained (A).
"""

import keras


def train(model, train_data, valid_data, epochs):
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(8e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.evaluate(valid_data, verbose=0)
