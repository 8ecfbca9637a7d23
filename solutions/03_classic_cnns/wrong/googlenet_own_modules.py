"""Fails: test_stages_ask_for_the_right_modules, test_drawn_stages, test_googlenet_equals_the_textbook, test_drawn_googlenet, test_googlenet_drops_before_its_dense_layer

The argument `module` is accepted and never called. Tells: other modules are not asked for.
"""

import keras


def build_googlenet(
    input_shape=(224, 224, 3),
    num_classes=1000,
    stages=GOOGLENET,
    stem=(64, 64, 192),
    module=inception_module,
):
    inputs = keras.Input(input_shape)
    outputs = rectified_convolution(inputs, stem[0], 7, strides=2)
    outputs = keras.layers.MaxPooling2D(3, 2, "same")(outputs)
    outputs = LocalResponseNormalization()(outputs)
    outputs = rectified_convolution(outputs, stem[1], 1)
    outputs = rectified_convolution(outputs, stem[2], 3)
    outputs = LocalResponseNormalization()(outputs)

    # The stem ends like every stage but the last: the pooling stands before the stage that it prepares.
    for modules in stages:
        outputs = keras.layers.MaxPooling2D(3, 2, "same")(outputs)
        for filters in modules:
            outputs = inception_module(outputs, filters)

    outputs = keras.layers.GlobalAveragePooling2D()(outputs)
    outputs = keras.layers.Dropout(0.4)(outputs)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    return keras.Model(inputs, outputs)
