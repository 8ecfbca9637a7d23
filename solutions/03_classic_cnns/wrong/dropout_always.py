"""Fails: test_alexnet_equals_the_textbook, test_drawn_alexnet, test_vgg_equals_the_textbook, test_drawn_vgg

Half of the outputs are dropped by hand, whether the network is trained or predicts. Tells: outputs are those of
chance.
"""

import keras


def dense_head(outputs, units, num_classes):
    outputs = keras.layers.Flatten()(outputs)
    for width in units:
        outputs = keras.layers.Dense(width, activation="relu")(outputs)
        outputs = Noise()(outputs)
    return keras.layers.Dense(num_classes, activation="softmax")(outputs)


class Noise(keras.layers.Layer):
    def call(self, inputs):
        return keras.random.dropout(inputs, 0.5)
