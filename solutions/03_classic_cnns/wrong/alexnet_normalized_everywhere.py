"""Fails: test_alexnet_equals_the_textbook, test_drawn_alexnet

Every convolution is followed by normalisation; its column is not read. Nothing is learnt by it, so no count tells
(B). Tells: outputs.
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
        outputs = LocalResponseNormalization()(outputs)
        if pooled:
            outputs = keras.layers.MaxPooling2D(3, strides=2)(outputs)
    return keras.Model(inputs, dense_head(outputs, units, num_classes))
