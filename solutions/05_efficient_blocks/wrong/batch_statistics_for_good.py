"""Fails: test_inverted_residual_equals_the_textbook, test_drawn_inverted_residual, test_inverted_residual_without_shortcut_equals_the_textbook, test_drawn_inverted_residual_without_shortcut, test_inverted_residual_without_expansion_equals_the_textbook, test_inverted_residual_learns_its_averages

Batch normalisation always uses the batch (B): an image's output depends on the images beside it, at inference too.
"""

import keras


@keras.saving.register_keras_serializable(package="deep_vision")
class OneMode(keras.layers.BatchNormalization):
    def call(self, inputs, training=None, mask=None):
        return super().call(inputs, training=True)


def normalized_in_one_mode(outputs, activation=None):
    outputs = OneMode(momentum=0.9)(outputs)
    return keras.layers.Activation(activation)(outputs) if activation else outputs


def inverted_residual(inputs, filters, strides=1, expansion=6):
    channels, outputs = inputs.shape[-1], inputs
    if expansion != 1:
        outputs = keras.layers.Conv2D(expansion * channels, 1, use_bias=False)(outputs)
        outputs = normalized_in_one_mode(outputs, "relu6")
    outputs = keras.layers.DepthwiseConv2D(3, strides, padding="same", use_bias=False)(outputs)
    outputs = normalized_in_one_mode(outputs, "relu6")
    outputs = normalized_in_one_mode(keras.layers.Conv2D(filters, 1, use_bias=False)(outputs))
    return inputs + outputs if strides == 1 and channels == filters else outputs
