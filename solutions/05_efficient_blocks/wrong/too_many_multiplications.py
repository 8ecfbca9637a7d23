"""Fails: test_network_keeps_to_its_multiplications

The stem keeps the size of the image (W): not one more parameter, and four times the work.
"""

import keras


def build_network(input_shape, num_classes):
    inputs = keras.Input(input_shape)
    outputs = keras.layers.Conv2D(32, 3, padding="same", use_bias=False)(inputs)
    outputs = normalized(outputs, "relu6")
    outputs = inverted_residual(outputs, 32, expansion=1)
    outputs = inverted_residual(outputs, 48, strides=2, expansion=2)
    outputs = inverted_residual(outputs, 64, expansion=2)
    outputs = keras.layers.GlobalAveragePooling2D()(outputs)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(outputs))
