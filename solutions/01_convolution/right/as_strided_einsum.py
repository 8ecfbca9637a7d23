"""Windows by raw strides, and Einstein's sum over them; floats of double precision."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def conv2d(images, kernels, bias=None, strides=1, padding="valid", dilation=1):
    (s, t), (d, e) = (pair if isinstance(pair, (tuple, list)) else (pair, pair) for pair in (strides, dilation))
    images = np.array(images, dtype=float)
    span = (d * (kernels.shape[0] - 1) + 1, e * (kernels.shape[1] - 1) + 1)
    if padding == "same":
        pads = same_padding(images.shape[1], span[0], s), same_padding(images.shape[2], span[1], t)
        images = np.pad(images, [(0, 0), pads[0], pads[1], (0, 0)])
    elif padding != "valid":
        raise ValueError("padding")
    n, h, w, c = images.shape
    a, b, x, y = images.strides
    shape = (n, (h - span[0]) // s + 1, (w - span[1]) // t + 1, kernels.shape[0], kernels.shape[1], c)
    windows = as_strided(images, shape, (a, s * b, t * x, d * b, e * x, y))
    maps = np.einsum("nhwijc,ijcf->nhwf", windows, kernels, optimize="optimal")
    return maps + (0 if bias is None else bias)
