"""Stochastic gradient descent with Nesterov momentum, and a learning rate that warms up and then falls step by step."""

import keras


def train(model, train_data, valid_data, epochs=10):
    steps = int(train_data.cardinality()) * epochs
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.01, decay_steps=steps - steps // 10, warmup_target=0.1, warmup_steps=steps // 10
    )
    model.compile(
        optimizer=keras.optimizers.SGD(schedule, momentum=0.9, nesterov=True),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=0)
