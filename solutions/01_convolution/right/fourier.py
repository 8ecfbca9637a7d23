"""By the convolution theorem: a product of spectra, with the kernel's conjugated; strides thin the result out."""

import numpy as np


def conv2d(images, kernels, bias=None, strides=1, padding="valid", dilation=1):
    if padding not in ("valid", "same"):
        raise ValueError(f"{padding=}")
    (down, across), (high, wide) = np.broadcast_to(strides, 2), np.broadcast_to(dilation, 2)
    spread = np.zeros((high * (kernels.shape[0] - 1) + 1, wide * (kernels.shape[1] - 1) + 1, *kernels.shape[2:]))
    spread[::high, ::wide] = kernels
    images = np.asarray(images, np.float64)
    if padding == "same":
        pads = [same_padding(size, span, step) for size, span, step in zip(images.shape[1:], spread.shape, (down, across))]
        images = np.pad(images, [(0, 0), *pads, (0, 0)])
    size = images.shape[1:3]
    spectrum = np.fft.rfft2(images, axes=(1, 2))
    kernel_spectrum = np.fft.rfft2(spread, s=size, axes=(0, 1)).conj()
    product = np.einsum("bhwc,hwcf->bhwf", spectrum, kernel_spectrum, optimize=True)
    maps = np.fft.irfft2(product, s=size, axes=(1, 2))
    maps = maps[:, : size[0] - spread.shape[0] + 1 : down, : size[1] - spread.shape[1] + 1 : across]
    return maps if bias is None else maps + bias
