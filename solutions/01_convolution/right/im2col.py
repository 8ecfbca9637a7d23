"""im2col: each window becomes a row of a matrix, gathered by index arrays; one matrix product does the rest."""

import numpy as np


def conv2d(images, kernels, bias=None, strides=1, padding="valid", dilation=1):
    if padding not in ("valid", "same"):
        raise ValueError(padding)
    if np.isscalar(strides):
        strides = (strides, strides)
    if np.isscalar(dilation):
        dilation = (dilation, dilation)
    kernel_rows, kernel_columns, channels, filters = kernels.shape
    span_down, span_across = dilation[0] * (kernel_rows - 1) + 1, dilation[1] * (kernel_columns - 1) + 1
    if padding == "same":
        down = same_padding(images.shape[1], span_down, strides[0])
        across = same_padding(images.shape[2], span_across, strides[1])
        images = np.pad(images, ((0, 0), down, across, (0, 0)))
    rows = output_size(images.shape[1], span_down, strides[0])
    columns = output_size(images.shape[2], span_across, strides[1])
    row_index = strides[0] * np.arange(rows)[:, None] + dilation[0] * np.arange(kernel_rows)
    column_index = strides[1] * np.arange(columns)[:, None] + dilation[1] * np.arange(kernel_columns)
    windows = images[:, row_index[:, None, :, None], column_index[None, :, None, :]]
    matrix = windows.reshape(-1, kernel_rows * kernel_columns * channels)
    maps = (matrix @ kernels.reshape(-1, filters)).reshape(len(images), rows, columns, filters)
    if bias is not None:
        maps = maps + bias
    return maps
