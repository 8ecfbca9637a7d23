"""Convolution, pooling, normalisation and activations in NumPy, slow and obvious: what the textbook's blocks are made of."""

import math
from dataclasses import dataclass

import numpy as np

# Midway between the ends of what students may choose, so that both are equally near.
EPSILON = 5e-4


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


ACTIVATIONS = {
    None: lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "swish": lambda x: x * sigmoid(x),
    "tanh": np.tanh,
    "sigmoid": sigmoid,
}


@dataclass(frozen=True)
class Normalization:
    """One batch normalisation's four vectors, each of shape `(channels,)`."""

    gamma: np.ndarray
    beta: np.ndarray
    mean: np.ndarray
    variance: np.ndarray

    def __call__(self, x):
        return self.gamma * (x - self.mean) / np.sqrt(self.variance + EPSILON) + self.beta


def padded_same(x, size, strides, even=False):
    """Pad `x (batch, height, width, channels)` as Keras' "same" does; `even`: as much in front as behind."""
    pads = [(0, 0)]
    for pixels in x.shape[1:3]:
        missing = max(0, (math.ceil(pixels / strides) - 1) * strides + size - pixels)
        pads.append((math.ceil(missing / 2), missing // 2) if even else (missing // 2, math.ceil(missing / 2)))
    return np.pad(x, [*pads, (0, 0)])


def depthwise(x, kernel, strides=1, even=False):
    """Cross-correlate each channel of `x (batch, height, width, channels)` with `kernel (rows, columns, channels, multiplier)`."""
    size, _, channels, multiplier = kernel.shape
    padded = padded_same(x, size, strides, even)
    rows, columns = (math.ceil(pixels / strides) for pixels in x.shape[1:3])
    outputs = np.zeros((len(x), rows, columns, channels * multiplier))
    for row, column in np.ndindex(rows, columns):
        window = padded[:, row * strides : row * strides + size, column * strides : column * strides + size]
        for channel, number in np.ndindex(channels, multiplier):
            products = window[..., channel] * kernel[..., channel, number]
            outputs[:, row, column, channel * multiplier + number] = products.sum(axis=(1, 2))
    return outputs


def pointwise(x, kernel):
    """Mix the channels of `x` with `kernel (1, 1, channels, filters)`."""
    return x @ kernel[0, 0]


def convolution(x, kernel):
    """Cross-correlate `x (batch, height, width, channels)` with `kernel (rows, columns, channels, filters)`, padded to "same"."""
    padded = padded_same(x, len(kernel), 1)
    outputs = 0
    for row, column in np.ndindex(kernel.shape[:2]):
        outputs = outputs + padded[:, row : row + x.shape[1], column : column + x.shape[2]] @ kernel[row, column]
    return outputs


def pooled(x, reduce=np.mean):
    """Take the mean of 2x2 windows at strides 2; what does not fill a window is left out."""
    batch, height, width, channels = x.shape
    whole = x[:, : height // 2 * 2, : width // 2 * 2].reshape(batch, height // 2, 2, width // 2, 2, channels)
    return reduce(whole, axis=(2, 4))
