"""A loop over the window's pixels, all windows at once; a mask counts what is inside."""

import itertools

import numpy as np


def layers(images, pool_size, strides, padding, beyond):
    sides = np.resize(pool_size, 2)
    steps = np.resize(sides if strides is None else strides, 2)
    images = np.asarray(images, float)
    if padding == "same":
        over = np.maximum(sides - 1 - (np.array(images.shape[1:3]) - 1) % steps, 0)
        pads = [(int(o) // 2, int(o) - int(o) // 2) for o in over]
        images = np.pad(images, [(0, 0), *pads, (0, 0)], constant_values=beyond)
    rows, columns = (np.array(images.shape[1:3]) - sides) // steps + 1
    for i, j in itertools.product(range(sides[0]), range(sides[1])):
        yield images[:, i :: steps[0], j :: steps[1]][:, :rows, :columns]


def max_pool(images, pool_size=2, strides=None, padding="valid"):
    largest = None
    for layer in layers(images, pool_size, strides, padding, -np.inf):
        largest = layer if largest is None else np.maximum(largest, layer)
    return largest


def average_pool(images, pool_size=2, strides=None, padding="valid"):
    total = sum(layers(images, pool_size, strides, padding, 0))
    return total / sum(layers(np.ones(images.shape), pool_size, strides, padding, 0))
