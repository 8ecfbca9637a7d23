"""Training in a loop by hand, with flips, and gradients clipped; compound scaling in tables and with other rounding, which comes to the same."""

import keras
import numpy as np
import tensorflow as tf


def compound_scaling(stages, resolution, phi, alpha=1.2, beta=1.1, gamma=1.15, divisor=8):
    depths = np.ceil(np.array([repeats for repeats, _ in stages]) * alpha**phi).astype(int)
    wanted = np.array([filters for _, filters in stages]) * beta**phi
    widths = np.maximum(divisor, np.floor(wanted / divisor + 0.5) * divisor)
    widths += divisor * (widths < 0.9 * wanted)
    return np.stack([depths, widths.astype(int)], axis=1), np.rint(resolution * gamma**phi)


def train(model, train_data, valid_data, epochs):
    steps = epochs * int(train_data.cardinality())
    optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(8e-3, steps), clipnorm=5.0)
    loss_of = keras.losses.SparseCategoricalCrossentropy()

    @tf.function
    def step(images, labels):
        images = tf.image.random_flip_left_right(images)
        with tf.GradientTape() as tape:
            loss = loss_of(labels, model(images, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    for _ in range(epochs):
        for images, labels in train_data:
            if len(labels) == 32:
                step(images, labels)
