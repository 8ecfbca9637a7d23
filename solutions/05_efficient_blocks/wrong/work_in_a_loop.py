"""Fails: test_network_keeps_to_its_multiplications

A layer works image by image in a loop, which hides its multiplications from whoever counts (B).
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class OneByOne(keras.layers.Layer):
    def call(self, images):
        return keras.ops.map(keras.ops.relu, images)

    def compute_output_shape(self, input_shape):
        return input_shape


def build_network(input_shape, num_classes):
    inputs = keras.Input(input_shape)
    outputs = keras.layers.Conv2D(32, 3, strides=2, padding="same", use_bias=False)(inputs)
    outputs = normalized(outputs, "relu6")
    outputs = inverted_residual(outputs, 32, expansion=1)
    outputs = inverted_residual(outputs, 48, strides=2, expansion=2)
    outputs = inverted_residual(outputs, 64, expansion=2)
    outputs = OneByOne()(outputs)
    outputs = keras.layers.GlobalAveragePooling2D()(outputs)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(outputs))
