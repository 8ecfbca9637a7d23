"""A loop over the rows of the output, all columns of a row at once: fast enough."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(images, kernels, bias=None, strides=1, padding="valid", dilation=1):
    if padding not in ("valid", "same"):
        raise ValueError(padding)
    down, across = np.broadcast_to(strides, 2)
    high, wide = np.broadcast_to(dilation, 2)
    # A dilated kernel is one with zeros between its weights.
    spread = np.zeros((high * (len(kernels) - 1) + 1, wide * (kernels.shape[1] - 1) + 1, *kernels.shape[2:]))
    spread[::high, ::wide] = kernels
    if padding == "same":
        pads = [same_padding(size, span, step) for size, span, step in zip(images.shape[1:], spread.shape, (down, across))]
        images = np.pad(images, [(0, 0), *pads, (0, 0)])
    rows = []
    for top in range(0, images.shape[1] - len(spread) + 1, down):
        strip = images[:, top : top + len(spread)]
        windows = sliding_window_view(strip, spread.shape[1], axis=2)[:, :, ::across]
        rows.append(np.tensordot(windows, spread, axes=((1, 3, 4), (0, 2, 1))))
    maps = np.stack(rows, axis=1)
    return maps if bias is None else maps + np.reshape(bias, (1, 1, 1, -1))
