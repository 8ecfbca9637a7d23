"""Loops over the places where windows stand, each cut off at the image's edges; the gradient likewise."""

import numpy as np


def edges(size, side, step, padding):
    count = (size - side) // step + 1 if padding == "valid" else -(-size // step)
    before = max((count - 1) * step + side - size, 0) // 2 if padding == "same" else 0
    return [(max(i * step - before, 0), min(i * step - before + side, size)) for i in range(count)]


def places(images, pool_size, strides, padding):
    sides = (pool_size, pool_size) if isinstance(pool_size, int) else pool_size
    steps = sides if strides is None else (strides, strides) if isinstance(strides, int) else strides
    return [edges(images.shape[axis + 1], sides[axis], steps[axis], padding) for axis in (0, 1)]


def max_pool(images, pool_size=2, strides=None, padding="valid"):
    down, across = places(images, pool_size, strides, padding)
    return np.array([[images[:, a:b, c:d].max((1, 2)) for c, d in across] for a, b in down]).transpose(2, 0, 1, 3)


def average_pool(images, pool_size=2, strides=None, padding="valid"):
    down, across = places(images, pool_size, strides, padding)
    return np.array([[images[:, a:b, c:d].mean((1, 2)) for c, d in across] for a, b in down]).transpose(2, 0, 1, 3)


def max_pool_gradient(images, upstream, pool_size=2, strides=None, padding="valid"):
    gradient = np.zeros(images.shape, np.float32)
    down, across = places(images, pool_size, strides, padding)
    for i, (a, b) in enumerate(down):
        for j, (c, d) in enumerate(across):
            window = images[:, a:b, c:d]
            largest = window == window.max(axis=(1, 2), keepdims=True)
            gradient[:, a:b, c:d] += largest * upstream[:, i : i + 1, j : j + 1]
    return gradient
