"""Fails: test_lenet5_has_the_known_size

No layer has a bias. Tells: the number of parameters.
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
        outputs = keras.layers.Conv2D(maps, 5, activation=activation, use_bias=False)(outputs)
        outputs = keras.layers.AveragePooling2D(2)(outputs)
    outputs = keras.layers.Flatten()(outputs)
    for width in units:
        outputs = keras.layers.Dense(width, activation=activation, use_bias=False)(outputs)
    outputs = keras.layers.Dense(num_classes, activation="softmax", use_bias=False)(outputs)
    return keras.Model(inputs, outputs)
