"""Fails: test_training_moves_every_weight, test_training_reaches_the_accuracy

A clone of the model is compiled and trained, and the model that was given stays as it was. The history looks perfect
(A). Tells: accuracy at chance level.
"""

import keras


def train(model, train_data, valid_data, epochs=10):
    model = keras.models.clone_model(model)
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(3e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=2)
