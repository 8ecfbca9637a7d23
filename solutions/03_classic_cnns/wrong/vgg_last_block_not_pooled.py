"""Fails: test_vgg16_has_the_published_size, test_vgg16_maps_shrink_as_published, test_vgg_equals_the_textbook, test_drawn_vgg

Pooling stands between blocks only, so that the head sees 14 x 14 maps. Tells: the first dense layer is four times too
large.
"""

import keras


def build_vgg(input_shape=(224, 224, 3), num_classes=1000, blocks=VGG16, units=(4096, 4096)):
    inputs = outputs = keras.Input(input_shape)
    for number, (convolutions, filters) in enumerate(blocks, 1):
        for _ in range(convolutions):
            outputs = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(outputs)
        if number < len(blocks):
            outputs = keras.layers.MaxPooling2D(2)(outputs)
    return keras.Model(inputs, dense_head(outputs, units, num_classes))
