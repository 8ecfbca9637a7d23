"""Fails: test_alexnet_has_the_published_size, test_alexnet_maps_shrink_as_published, test_alexnet_equals_the_textbook, test_drawn_alexnet

The pooling is padded to "same". Tells: 28, 14 and 7 pixels instead of 27, 13 and 6.
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
            outputs = keras.layers.MaxPooling2D(3, strides=2, padding="same")(outputs)
    return keras.Model(inputs, dense_head(outputs, units, num_classes))
