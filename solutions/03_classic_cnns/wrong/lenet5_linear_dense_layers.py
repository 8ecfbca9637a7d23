"""Fails: test_lenet5_equals_the_textbook, test_drawn_lenet5

The hidden dense layers have no activation, so that three layers in a row are one. Tells: outputs on drawn weights.
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
        outputs = keras.layers.Dense(width)(outputs)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    return keras.Model(inputs, outputs)
