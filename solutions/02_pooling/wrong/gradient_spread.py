"""Fails: test_gradient_goes_to_the_winner, test_gradients_add_up, test_gradient_stays_in_the_image, test_drawn_gradients

The gradient of average pooling.
"""

import numpy as np


def max_pool_gradient(images, upstream, pool_size=2, strides=None, padding="valid"):
    batch, height, width, channels = images.shape
    options = pool_size, strides, padding
    windows = pool_windows(images, *options)
    places = pool_windows(np.arange(height * width, dtype=float).reshape(1, height, width, 1), *options)
    windows, places = (array.reshape(*array.shape[:4], -1) for array in (windows, places))
    gradient = np.zeros((batch, height * width, channels))
    image, _, _, channel = np.indices(upstream.shape)
    inside = ~np.isnan(places)
    for pixel in range(places.shape[-1]):
        there = np.broadcast_to(inside[..., pixel], upstream.shape)
        where = np.broadcast_to(np.nan_to_num(places[..., pixel]).astype(int), upstream.shape)
        np.add.at(gradient, (image, where, channel), there * upstream / inside.sum(axis=-1))
    return gradient.reshape(images.shape)
