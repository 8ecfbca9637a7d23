"""Fails: test_conv2d_is_fast

Loops over images, places, filters and the kernel: the formula as it is written. Right, and far too slow.
"""

import numpy as np


def conv2d(images, kernels, bias=None, strides=1, padding="valid", dilation=1):
    (down, across), gaps = np.broadcast_to(strides, 2), np.broadcast_to(dilation, 2)
    spans = [int(gap) * (weights - 1) + 1 for gap, weights in zip(gaps, kernels.shape)]
    if padding == "same":
        pads = [same_padding(size, span, step) for size, span, step in zip(images.shape[1:], spans, (down, across))]
        images = np.pad(images, ((0, 0), *pads, (0, 0)))
    batch, height, width, channels = images.shape
    rows, columns = (height - spans[0]) // down + 1, (width - spans[1]) // across + 1
    maps = np.zeros((batch, rows, columns, kernels.shape[-1]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * down, column * across
            window = images[:, top : top + spans[0] : gaps[0], left : left + spans[1] : gaps[1]]
            for image in range(batch):
                for number in range(kernels.shape[-1]):
                    total = 0.0
                    for i in range(kernels.shape[0]):
                        for j in range(kernels.shape[1]):
                            for channel in range(channels):
                                total += float(window[image, i, j, channel]) * kernels[i, j, channel, number]
                    maps[image, row, column, number] = total
    return maps if bias is None else maps + bias
