"""Fails: test_dense_block_learns_its_averages

In the dense block, batch normalisation runs with its averages in training too (B): it never learns them.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class OneMode(keras.layers.BatchNormalization):
    def call(self, inputs, training=None, mask=None):
        return super().call(inputs, training=False)


def normalized_in_one_mode(outputs, activation=None):
    outputs = OneMode(momentum=0.9)(outputs)
    return keras.layers.Activation(activation)(outputs) if activation else outputs


def dense_block(inputs, layers, growth_rate):
    outputs = inputs
    for _ in range(layers):
        found = keras.layers.Conv2D(4 * growth_rate, 1, use_bias=False)(normalized_in_one_mode(outputs, "relu"))
        found = keras.layers.Conv2D(growth_rate, 3, padding="same", use_bias=False)(normalized_in_one_mode(found, "relu"))
        outputs = keras.layers.Concatenate()([outputs, found])
    return outputs
