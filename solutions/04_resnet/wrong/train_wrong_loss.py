"""Fails: test_training_moves_every_weight, test_training_keeps_to_its_budget, test_training_returns_its_history, test_training_reaches_the_accuracy

The loss wants one-hot labels, the data has integers. It shows as an error (E) in the first step. Tells: calling
`train` at all.
"""

import keras


def train(model, train_data, valid_data, epochs=10):
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(3e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=2)
