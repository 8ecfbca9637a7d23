"""The first phase computes the features once and trains the head on them; the second starts with a rate that warms up."""

import keras
import numpy as np
import tensorflow as tf


def train_in_two_phases(model, train_data, valid_data, num_layers, epochs=(5, 5), learning_rates=(1e-3, 1e-5)):
    freeze(model)
    to_features = keras.Model(model.inputs, model.get_layer("pooled").output)
    pairs = [(to_features.predict_on_batch(images), labels) for images, labels in train_data]
    features, labels = (np.concatenate(parts) for parts in zip(*pairs))
    head = keras.Sequential([keras.Input(features.shape[1:]), model.get_layer("dropped"), model.get_layer("head")])
    head.compile(keras.optimizers.AdamW(learning_rates[0]), "sparse_categorical_crossentropy")
    first = head.fit(features, labels, epochs=epochs[0], verbose=0)
    unfreeze_top(model, num_layers)
    rate = keras.optimizers.schedules.CosineDecay(0.0, 50, warmup_target=learning_rates[1], warmup_steps=3)
    model.compile(keras.optimizers.RMSprop(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    kept = train_data.map(lambda images, labels: (tf.image.random_flip_left_right(images), labels)).prefetch(
        tf.data.AUTOTUNE
    )
    return [first, model.fit(kept, validation_data=valid_data, epochs=epochs[1], verbose=0)]
