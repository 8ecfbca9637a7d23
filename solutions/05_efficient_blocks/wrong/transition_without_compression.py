"""Fails: test_transition_equals_the_textbook, test_drawn_transition

The transition's 1x1 convolution keeps the number of channels (W). Channels then only ever grow.
"""

import keras


def transition(inputs, compression=0.5):
    channels = inputs.shape[-1]
    outputs = keras.layers.Conv2D(channels, 1, use_bias=False)(normalized(inputs, "relu"))
    return keras.layers.AveragePooling2D(2)(outputs)
