"""Fails: test_small_network_reaches_the_accuracy

The learning rate is 3: far too high (A).
"""

import keras


def train(model, train_data, valid_data, epochs):
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(3.0, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=2)
