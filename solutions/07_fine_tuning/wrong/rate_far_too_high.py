"""Fails: test_fine_tuned_top_reaches_the_accuracy

The upper layers learn at a hundred times the rate (A). Tells: fine-tuned accuracy at chance level, mechanism as it should be.
"""

import keras


def compile_and_fit(model, images, labels, epochs, learning_rate):
    rate = 0.1 if learning_rate == 1e-3 else learning_rate
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    model.fit(images, labels, epochs=epochs, verbose=2)
