"""Fails: test_lenet5_has_the_known_size, test_lenet5_maps_shrink_as_published, test_lenet5_equals_the_textbook, test_drawn_lenet5

The pooling has strides 1, so that it smooths and does not shrink. Tells: the size of the maps.
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
        outputs = keras.layers.AveragePooling2D(2, strides=1)(outputs)
    outputs = keras.layers.Flatten()(outputs)
    for width in units:
        outputs = keras.layers.Dense(width, activation=activation)(outputs)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    return keras.Model(inputs, outputs)
