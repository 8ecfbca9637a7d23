"""A training loop by hand, with a gradient tape, `training=True` where it belongs, and a History filled in person."""

import keras
import tensorflow as tf


def train(model, train_data, valid_data, epochs=10):
    optimizer = keras.optimizers.Adam()
    loss_function = keras.losses.SparseCategoricalCrossentropy()
    mean_loss = keras.metrics.Mean()
    valid_accuracy = keras.metrics.SparseCategoricalAccuracy()
    model.compile(optimizer=optimizer, loss=loss_function, metrics=["accuracy"])

    @tf.function
    def step(images, labels):
        with tf.GradientTape() as tape:
            loss = loss_function(labels, model(images, training=True))
        gradients = tape.gradient(loss, model.trainable_weights)
        optimizer.apply_gradients(zip(gradients, model.trainable_weights))
        return loss

    history = keras.callbacks.History()
    history.set_model(model)
    history.on_train_begin()
    for epoch in range(epochs):
        optimizer.learning_rate.assign(3e-3 if epoch < 0.6 * epochs else 3e-4)
        for images, labels in train_data:
            mean_loss.update_state(step(images, labels))
        for images, labels in valid_data:
            valid_accuracy.update_state(labels, model(images, training=False))
        logs = {"loss": float(mean_loss.result()), "val_accuracy": float(valid_accuracy.result())}
        history.on_epoch_end(epoch, logs)
        mean_loss.reset_state()
        valid_accuracy.reset_state()
    return history
