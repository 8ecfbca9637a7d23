"""Fails: test_lenet5_equals_the_textbook, test_drawn_lenet5

The last layer has no softmax: scores instead of probabilities. Tells: rows do not sum to 1.
"""

import keras


def build_lenet5(
    input_shape=(32, 32, 1),
    num_classes=10,
    filters=(6, 16),
    units=(120, 84),
    activation="tanh",
):
    inputs = outputs = keras.Input(input_shape)
    for maps in filters:
        outputs = keras.layers.Conv2D(maps, 5, activation=activation)(outputs)
        outputs = keras.layers.AveragePooling2D(2)(outputs)
    outputs = keras.layers.Flatten()(outputs)
    for width in units:
        outputs = keras.layers.Dense(width, activation=activation)(outputs)
    outputs = keras.layers.Dense(num_classes)(outputs)
    return keras.Model(inputs, outputs)
