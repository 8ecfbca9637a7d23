"""Fails: test_mbconv_of_other_sizes_equals_the_textbook, test_drawn_mbconv_of_other_sizes, test_mbconv_has_exactly_its_parameters

The depthwise convolution is always 3x3 (W). EfficientNet has 5x5 in half of its stages.
"""

import keras


def mbconv(inputs, filters, kernel_size=3, strides=1, expansion=6, squeeze_ratio=0.25):
    channels, outputs = inputs.shape[-1], inputs
    if expansion != 1:
        outputs = keras.layers.Conv2D(expansion * channels, 1, use_bias=False)(outputs)
        outputs = normalized(outputs, "swish")
    outputs = keras.layers.DepthwiseConv2D(3, strides, padding="same", use_bias=False)(outputs)
    outputs = normalized(outputs, "swish")
    outputs = squeeze_and_excitation(outputs, max(1, int(squeeze_ratio * channels)), "swish")
    outputs = normalized(keras.layers.Conv2D(filters, 1, use_bias=False)(outputs))
    return inputs + outputs if strides == 1 and channels == filters else outputs
