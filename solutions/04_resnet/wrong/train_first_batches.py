"""Fails: test_training_reaches_the_accuracy; perhaps test_training_returns_its_history

Only the first two batches of each pass are used, a `take` left over from debugging. The training loss of those looks
fine (A). Tells: accuracy far below the threshold.
"""

import keras


def train(model, train_data, valid_data, epochs=10):
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(3e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train_data.take(2), validation_data=valid_data, epochs=epochs, verbose=2)
