"""The gradient by asking which output follows each pixel: every pixel is raised a little, all images and channels at once."""

import numpy as np


def max_pool_gradient(images, upstream, pool_size=2, strides=None, padding="valid"):
    images = np.asarray(images, np.float64)
    gradient = np.zeros_like(images)
    before, little = max_pool(images, pool_size, strides, padding), 1e-4
    for row in range(images.shape[1]):
        for column in range(images.shape[2]):
            raised = images.copy()
            raised[:, row, column] += little
            change = (max_pool(raised, pool_size, strides, padding) - before) / little
            gradient[:, row, column] = np.sum(change * upstream, axis=(1, 2))
    return gradient
