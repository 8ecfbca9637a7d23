"""Fails: test_vgg_equals_the_textbook, test_drawn_vgg

ReLU stands at the end of a block only; without it between them, three convolutions are one of 7x7. Tells: outputs.
"""

import keras


def build_vgg(input_shape=(224, 224, 3), num_classes=1000, blocks=VGG16, units=(4096, 4096)):
    inputs = outputs = keras.Input(input_shape)
    for convolutions, filters in blocks:
        for _ in range(convolutions):
            outputs = keras.layers.Conv2D(filters, 3, padding="same")(outputs)
        outputs = keras.layers.MaxPooling2D(2)(keras.layers.ReLU()(outputs))
    return keras.Model(inputs, dense_head(outputs, units, num_classes))
