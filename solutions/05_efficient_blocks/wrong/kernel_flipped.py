"""Fails: test_depthwise_convolution_looks_at_each_channel_alone, test_depthwise_convolution_pads_as_keras_does, test_drawn_depthwise_convolution, test_outputs_of_one_channel_stand_side_by_side, test_separable_convolution_mixes_channels_afterwards

The kernel is turned round, as the mathematical convolution has it (B). What layers call convolution is a cross-correlation.
"""

import numpy as np


def depthwise_convolution(images, kernels, strides=1):
    rows, columns, channels, multiplier = kernels.shape
    paddings = [same_padding(images.shape[1], rows, strides), same_padding(images.shape[2], columns, strides)]
    padded = np.pad(images, [(0, 0), *paddings, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, (rows, columns), axis=(1, 2))
    outputs = np.einsum("bhwcij,ijcm->bhwcm", windows[:, ::strides, ::strides], kernels[::-1, ::-1])
    return outputs.reshape(*outputs.shape[:3], channels * multiplier)
