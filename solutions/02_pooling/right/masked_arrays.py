"""Masked arrays: what lies beyond the edge is masked; global means by einsum, in single precision."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def masked(images, pool_size, strides, padding):
    (p, q), images = np.broadcast_to(pool_size, 2).tolist(), np.ma.asarray(images)
    s, t = (p, q) if strides is None else np.broadcast_to(strides, 2).tolist()
    n, h, w, c = images.shape
    rows, columns = (-(-h // s), -(-w // t)) if padding == "same" else ((h - p) // s + 1, (w - q) // t + 1)
    tall, wide = max((rows - 1) * s + p, h), max((columns - 1) * t + q, w)
    top, left = ((tall - h) // 2, (wide - w) // 2) if padding == "same" else (0, 0)
    data, mask = np.zeros((n, tall, wide, c), images.dtype), np.ones((n, tall, wide, c), bool)
    data[:, top : top + h, left : left + w], mask[:, top : top + h, left : left + w] = images, False

    def views(array):
        a, b, x, y = array.strides
        return as_strided(array, (n, rows, columns, c, p, q), (a, s * b, t * x, y, b, x)).reshape(n, rows, columns, c, -1)

    return np.ma.array(views(data), mask=views(mask))


def max_pool(images, pool_size=2, strides=None, padding="valid"):
    return masked(images, pool_size, strides, padding).max(axis=-1).data


def average_pool(images, pool_size=2, strides=None, padding="valid"):
    return masked(images, pool_size, strides, padding).mean(axis=-1).filled(0)


def global_average_pool(images, keepdims=False):
    means = np.einsum("bhwc->bc", images, dtype=np.float32, casting="unsafe") / np.float32(images.shape[1] * images.shape[2])
    return means[:, None, None] if keepdims else means
