"""A loop, but over the kernel's weights, each of which is laid on all pixels at once; maps are gathered in place."""

import itertools

import numpy as np


def conv2d(images, kernels, bias=None, strides=1, padding="valid", dilation=1):
    assert padding in ("valid", "same") or not (_ for _ in ()).throw(ValueError(padding))
    (down, across), (wide, high) = np.resize(strides, 2).tolist(), np.resize(dilation, 2).tolist()[::-1]
    rows_of_kernel, columns_of_kernel = kernels.shape[:2]
    reach = high * (rows_of_kernel - 1) + 1, wide * (columns_of_kernel - 1) + 1
    if padding == "same":
        top, bottom = same_padding(images.shape[1], reach[0], down)
        left, right = same_padding(images.shape[2], reach[1], across)
        roomy = np.zeros(
            (len(images), top + images.shape[1] + bottom, left + images.shape[2] + right, images.shape[3]), np.float32
        )
        roomy[:, top : top + images.shape[1], left : left + images.shape[2]] = images
        images = roomy
    rows, columns = ((size - span) // step + 1 for size, span, step in zip(images.shape[1:3], reach, (down, across)))
    maps = np.zeros((len(images), rows, columns, kernels.shape[3]), np.float32)
    if bias is not None:
        maps += bias
    for i, j in itertools.product(range(rows_of_kernel), range(columns_of_kernel)):
        seen = images[:, i * high :, j * wide :][:, ::down, ::across][:, :rows, :columns]
        maps += np.matmul(seen, kernels[i, j])
    return maps
