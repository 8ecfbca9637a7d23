"""Fails: test_training_keeps_to_its_epochs

Five passes are made, whatever `epochs` says (A). What is compared under a budget must keep to it.
"""

import keras


def train(model, train_data, valid_data, epochs):
    epochs = 5
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(8e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=2)
