"""Fails: test_alexnet_drops_half_of_its_dense_layers, test_alexnet_equals_the_textbook, test_drawn_alexnet, test_vgg_drops_half_of_its_dense_layers, test_vgg_equals_the_textbook, test_drawn_vgg

The dropouts are called with `training=True` and drop when the network predicts. Tells: outputs are those of chance.
"""

import keras


def dense_head(outputs, units, num_classes):
    outputs = keras.layers.Flatten()(outputs)
    for width in units:
        outputs = keras.layers.Dense(width, activation="relu")(outputs)
        outputs = keras.layers.Dropout(0.5)(outputs, training=True)
    return keras.layers.Dense(num_classes, activation="softmax")(outputs)
