"""Fails: test_vgg_drops_half_of_its_dense_layers

One dropout stands between flattening and the first dense layer instead of behind the second. Tells: too few outputs
are silenced in training.
"""

import keras


def build_vgg(input_shape=(224, 224, 3), num_classes=1000, blocks=VGG16, units=(4096, 4096)):
    inputs = outputs = keras.Input(input_shape)
    for convolutions, filters in blocks:
        for _ in range(convolutions):
            outputs = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(outputs)
        outputs = keras.layers.MaxPooling2D(2)(outputs)
    outputs = keras.layers.Flatten()(outputs)
    for width in units:
        outputs = keras.layers.Dropout(0.5)(outputs)
        outputs = keras.layers.Dense(width, activation="relu")(outputs)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(outputs))
