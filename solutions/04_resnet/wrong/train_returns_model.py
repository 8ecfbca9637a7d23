"""Fails: test_training_returns_its_history

The trained model is returned instead of the history (B). Tells: the type of the answer.
"""

import keras


def train(model, train_data, valid_data, epochs=10):
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(3e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=2)
    return model
