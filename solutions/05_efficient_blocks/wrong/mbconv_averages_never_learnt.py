"""Fails: test_mbconv_learns_its_averages

In MBConv, batch normalisation runs with its averages in training too (B): it never learns them.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class OneMode(keras.layers.BatchNormalization):
    def call(self, inputs, training=None, mask=None):
        return super().call(inputs, training=False)


def normalized_in_one_mode(outputs, activation=None):
    outputs = OneMode(momentum=0.9)(outputs)
    return keras.layers.Activation(activation)(outputs) if activation else outputs


def mbconv(inputs, filters, kernel_size=3, strides=1, expansion=6, squeeze_ratio=0.25):
    channels, outputs = inputs.shape[-1], inputs
    if expansion != 1:
        outputs = keras.layers.Conv2D(expansion * channels, 1, use_bias=False)(outputs)
        outputs = normalized_in_one_mode(outputs, "swish")
    outputs = keras.layers.DepthwiseConv2D(kernel_size, strides, padding="same", use_bias=False)(outputs)
    outputs = normalized_in_one_mode(outputs, "swish")
    outputs = squeeze_and_excitation(outputs, max(1, int(squeeze_ratio * channels)), "swish")
    outputs = normalized_in_one_mode(keras.layers.Conv2D(filters, 1, use_bias=False)(outputs))
    return inputs + outputs if strides == 1 and channels == filters else outputs
