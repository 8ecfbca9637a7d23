"""Fails: test_training_reaches_the_accuracy

The learning rate is a thousand times too low: within the budget nothing is learnt (A). Tells: accuracy far below the
threshold.
"""

import keras


def train(model, train_data, valid_data, epochs=10):
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(3e-6, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=2)
