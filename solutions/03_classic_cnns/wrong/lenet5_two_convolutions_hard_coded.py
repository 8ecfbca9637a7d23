"""Fails: test_lenet5_maps_shrink_as_published

The table always has two rows here: a loop was written out. Tells: an error where the table has one row.
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
    outputs = keras.layers.Conv2D(filters[0], 5, activation=activation)(outputs)
    outputs = keras.layers.AveragePooling2D(2)(outputs)
    outputs = keras.layers.Conv2D(filters[1], 5, activation=activation)(outputs)
    outputs = keras.layers.AveragePooling2D(2)(outputs)
    outputs = keras.layers.Flatten()(outputs)
    for width in units:
        outputs = keras.layers.Dense(width, activation=activation)(outputs)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    return keras.Model(inputs, outputs)
