"""AdamW on images that are mirrored, shifted and given other light; the raw photos are read once and kept in memory."""

import keras
import tensorflow as tf


def train(model, train_data, valid_data, epochs=10):
    augment = keras.Sequential(
        [
            keras.layers.RandomFlip("horizontal"),
            keras.layers.RandomTranslation(0.08, 0.08, fill_mode="reflect"),
            keras.layers.RandomBrightness(0.1, value_range=(0, 1)),
        ]
    )
    photos = train_data.unbatch().cache().shuffle(4096).batch(32)
    photos = photos.map(lambda images, labels: (augment(images, training=True), labels)).prefetch(tf.data.AUTOTUNE)
    model.compile(
        optimizer=keras.optimizers.AdamW(2e-3, weight_decay=1e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    fall = keras.callbacks.LearningRateScheduler(lambda epoch: 2e-3 * (1 - epoch / epochs) + 1e-5)
    return model.fit(photos, validation_data=valid_data, epochs=epochs, callbacks=[fall], verbose=0)
