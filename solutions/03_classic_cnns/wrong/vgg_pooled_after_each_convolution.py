"""Fails: test_vgg16_has_the_published_size, test_vgg16_maps_shrink_as_published, test_vgg_equals_the_textbook, test_drawn_vgg

The pooling stands in the inner loop. Tells: at 224 pixels nothing is left for the last convolutions.
"""

import keras


def build_vgg(input_shape=(224, 224, 3), num_classes=1000, blocks=VGG16, units=(4096, 4096)):
    inputs = outputs = keras.Input(input_shape)
    for convolutions, filters in blocks:
        for _ in range(convolutions):
            outputs = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(outputs)
            outputs = keras.layers.MaxPooling2D(2)(outputs)
    return keras.Model(inputs, dense_head(outputs, units, num_classes))
