"""Fails: test_transition_equals_the_textbook, test_drawn_transition

Half of an odd number of channels is rounded up (W).
"""

import math

import keras


def transition(inputs, compression=0.5):
    channels = math.ceil(compression * inputs.shape[-1])
    outputs = keras.layers.Conv2D(channels, 1, use_bias=False)(normalized(inputs, "relu"))
    return keras.layers.AveragePooling2D(2)(outputs)
