"""Both phases are loops with a gradient tape; the first hands the optimiser nothing but the head's weights."""

import keras
import tensorflow as tf


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    freeze(model)
    head = list(model.trainable_weights)
    unfreeze_top(model, num_layers)
    loss_function = keras.losses.SparseCategoricalCrossentropy()
    histories = []
    for weights, passes, rate in zip((head, list(model.trainable_weights)), epochs, learning_rates):
        optimizer = keras.optimizers.Adam(rate)
        optimizer.build(weights)

        @tf.function
        def step(images, labels):
            with tf.GradientTape() as tape:
                loss = loss_function(labels, model(images, training=True))
            optimizer.apply(tape.gradient(loss, [weight.value for weight in weights]), weights)
            return loss

        history = keras.callbacks.History()
        history.on_train_begin()
        history.set_model(model)
        for epoch in range(passes):
            losses = [float(step(images, labels)) for images, labels in train_data]
            history.on_epoch_end(epoch, {"loss": sum(losses) / len(losses)})
        histories.append(history)
    return histories
