"""Fails: test_training_moves_every_weight, test_small_network_reaches_the_accuracy

A copy is trained for one step and thrown away (A).
"""

import keras


def train(model, train_data, valid_data, epochs):
    model = keras.models.clone_model(model)
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(8e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(train_data, steps_per_epoch=1, epochs=1, verbose=2)
