"""Fails: test_lenet5_equals_the_textbook, test_drawn_lenet5

The argument `activation` is accepted and tanh is written out. Tells: outputs where another activation is asked for.
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
        outputs = keras.layers.Conv2D(maps, 5, activation="tanh")(outputs)
        outputs = keras.layers.AveragePooling2D(2)(outputs)
    outputs = keras.layers.Flatten()(outputs)
    for width in units:
        outputs = keras.layers.Dense(width, activation="tanh")(outputs)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    return keras.Model(inputs, outputs)
