"""Fails: test_alexnet_drops_half_of_its_dense_layers

No dropout. Inference is right (B). Tells: no output is silenced in training.
"""

import keras


def build_alexnet(
    input_shape=(227, 227, 3),
    num_classes=1000,
    convolutions=ALEXNET,
    units=(4096, 4096),
):
    inputs = outputs = keras.Input(input_shape)
    for filters, size, strides, padding, groups, normalized, pooled in convolutions:
        outputs = keras.layers.Conv2D(filters, size, strides, padding, groups=groups, activation="relu")(outputs)
        if normalized:
            outputs = LocalResponseNormalization()(outputs)
        if pooled:
            outputs = keras.layers.MaxPooling2D(3, strides=2)(outputs)
    return keras.Model(inputs, undropped_head(outputs, units, num_classes))


def undropped_head(outputs, units, num_classes):
    outputs = keras.layers.Flatten()(outputs)
    for width in units:
        outputs = keras.layers.Dense(width, activation="relu")(outputs)
    return keras.layers.Dense(num_classes, activation="softmax")(outputs)
