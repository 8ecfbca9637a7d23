"""Fails: test_training_reaches_the_accuracy

Images that already lie in 0..1 are divided by 255 in the pipeline. Training and validation look fine (A), but the
model has learnt a world 255 times darker than the one it is tested on. Tells: accuracy on images in 0..1.
"""

import keras


def train(model, train_data, valid_data, epochs=10):
    train_data = train_data.map(lambda images, labels: (images / 255, labels))
    valid_data = valid_data.map(lambda images, labels: (images / 255, labels))
    steps = epochs * int(train_data.cardinality())
    learning_rate = keras.optimizers.schedules.CosineDecay(3e-3, decay_steps=steps)
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train_data, validation_data=valid_data, epochs=epochs, verbose=2)
