"""The same figures by other ways: take and norms, Kronecker products, counts; numbers are NumPy's."""

import numpy as np


def shift_sensitivity(pool, images, right):
    width = images.shape[2]
    left, moved = (np.take(images, range(start, start + width - right), axis=2) for start in (right, 0))
    inner = np.linalg.norm((np.asarray(pool(left)) - np.asarray(pool(moved))).ravel(), ord=1)
    outer = np.linalg.norm((left - moved).ravel(), ord=1)
    return inner / outer * left.size / np.asarray(pool(left)).size


def price(pool, images, pool_size):
    maps = np.asarray(pool(images), np.float64)
    blown_up = np.kron(maps, np.ones((1, pool_size, pool_size, 1)))
    return {"lost": np.abs(np.subtract(blown_up, images)).mean(), "kept": np.float32(1 / pool_size**2), "side": pool_size}


def head_parameters(height, width, channels, classes):
    def dense(inputs):
        return np.int64(np.prod([inputs, classes]) + classes)

    return dict(global_average=dense(channels), flatten=dense(np.prod((height, width, channels))))
