"""Fails: test_training_reaches_the_accuracy

The labels are lost in the pipeline: every image gets label 0, as a mistaken `zeros_like` or default value does. The
loss falls to nothing (A). Tells: one class is predicted for all images.
"""

import keras
import tensorflow as tf


def train(model, train_data, valid_data, epochs=10):
    train_data = train_data.map(lambda images, labels: (images, tf.zeros_like(labels)))
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(3e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=2)
