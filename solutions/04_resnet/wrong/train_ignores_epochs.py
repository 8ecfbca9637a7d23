"""Fails: test_training_keeps_to_its_budget

Six passes are made, whatever `epochs` says. Accuracy is only better for it (B). Tells: the number of images read from the
training data.
"""

import keras


def train(model, train_data, valid_data, epochs=10):
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(3e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train_data, validation_data=valid_data, epochs=6, verbose=2)
