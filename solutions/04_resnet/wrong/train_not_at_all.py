"""Fails: test_training_moves_every_weight, test_training_returns_its_history, test_training_reaches_the_accuracy

The model is compiled and an empty history returned: there is no training. The answer has the right type (A). Tells:
accuracy at chance level; no image of the training data was read.
"""

import keras


def train(model, train_data, valid_data, epochs=10):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = keras.callbacks.History()
    history.set_model(model)
    history.on_train_begin()
    return history
