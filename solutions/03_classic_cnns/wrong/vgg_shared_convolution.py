"""Fails: test_vgg16_has_the_published_size

A block calls one convolution again and again: the repetitions share their weights. Tells: the number of parameters.
"""

import keras


def build_vgg(input_shape=(224, 224, 3), num_classes=1000, blocks=VGG16, units=(4096, 4096)):
    inputs = outputs = keras.Input(input_shape)
    for convolutions, filters in blocks:
        outputs = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(outputs)
        convolution = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")
        for _ in range(convolutions - 1):
            outputs = convolution(outputs)
        outputs = keras.layers.MaxPooling2D(2)(outputs)
    return keras.Model(inputs, dense_head(outputs, units, num_classes))
