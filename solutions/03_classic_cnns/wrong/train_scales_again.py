"""Fails: test_trained_network_reaches_the_accuracy

The images are divided by 255 although they are in 0..1: the network learns from darkness and is tested in daylight
(A). Tells: accuracy far below the threshold.
"""

import keras


def train(model, train_data, valid_data, epochs=5):
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(2e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    darker = train_data.map(lambda images, labels: (images / 255, labels))
    return model.fit(darker, validation_data=valid_data, epochs=epochs, verbose=2)
