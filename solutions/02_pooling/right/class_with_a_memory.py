"""A class that remembers its winners, as layers in frameworks made by hand do."""

import numpy as np


class MaxPool:
    def __init__(self, pool_size, strides, padding):
        self.options = pool_size, strides, padding

    def forward(self, images):
        windows = pool_windows(images, *self.options)
        self.shape, self.windows = images.shape, windows.reshape(*windows.shape[:4], -1)
        self.winners = np.nanargmax(self.windows, axis=-1)
        return np.take_along_axis(self.windows, self.winners[..., None], axis=-1)[..., 0]

    def backward(self, upstream):
        numbers = np.arange(np.prod(self.shape), dtype=np.float64).reshape(self.shape)
        numbers = pool_windows(numbers, *self.options).reshape(self.windows.shape)
        chosen = np.take_along_axis(numbers, self.winners[..., None], axis=-1).ravel().astype(np.int64)
        return np.bincount(chosen, upstream.ravel(), minlength=int(np.prod(self.shape))).reshape(self.shape)


def max_pool(images, pool_size=2, strides=None, padding="valid"):
    return MaxPool(pool_size, strides, padding).forward(images).astype(np.float64)


def max_pool_gradient(images, upstream, pool_size=2, strides=None, padding="valid"):
    layer = MaxPool(pool_size, strides, padding)
    layer.forward(images)
    return layer.backward(upstream)
