"""A whole network in NumPy, around units that only stride and repeat channels, and what it asks of its units."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder import draw_weights

from .textbook import Case, Normalization, convolution

PIXELS_OF_STEM = {"large": 7, "small": 3}


def kernel_shapes(case: Case) -> list[tuple[int, ...]]:
    """Return the shapes of the kernels of head and stem."""
    side = PIXELS_OF_STEM[case["stem"]]
    return [(case["filters"][-1], case["classes"]), (side, side, 3, case["filters"][0])]


def drawn_weights(case: Case) -> dict[str, Any]:
    """Return a network's weights: `head` and `stem`, its kernels; `bias` of the head; the stem's `norm`."""
    vectors = [(name, case["filters"][:1]) for name in Normalization.__annotations__]
    kernels = [("kernel", shape) for shape in kernel_shapes(case)]
    head, stem, bias, *norm = draw_weights(case["seed"], [*kernels, ("bias", [case["classes"]]), *vectors])
    return {"head": head, "stem": stem, "bias": bias, "norm": Normalization(*norm)}


def network(x: np.ndarray, case: Case) -> np.ndarray:
    """Return the probabilities that the network gives images `(batch, height, width, channels)`."""
    return softmax(scores(x, case))


def scores(x: np.ndarray, case: Case, brightest: float = np.inf) -> np.ndarray:
    """Return what enters the softmax; the stem's activation reaches up to `brightest`."""
    weights = drawn_weights(case)
    x = convolution(x, weights["stem"], 2 if case["stem"] == "large" else 1)
    x = np.clip(weights["norm"](x), 0, brightest)
    if case["stem"] == "large":
        x = max_pooling(x)
    for _, strides, filters in units(case["blocks"], case["filters"]):
        x = np.tile(x[:, ::strides, ::strides], -(-filters // x.shape[-1]))[..., :filters]
    return x.mean(axis=(1, 2)) @ weights["head"] + weights["bias"]


def max_pooling(x: np.ndarray) -> np.ndarray:
    """Take the maximum of 3x3 windows at strides 2, padded by one; odd sizes only, where every usual padding agrees."""
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2))
    return windows[:, ::2, ::2].max(axis=(-2, -1))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return probabilities: each row is positive and sums to 1."""
    exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def units(blocks: list[int], filters: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (stage, strides, filters) of every unit of a network, in order."""
    for stage, (count, width) in enumerate(zip(blocks, filters, strict=True)):
        for block in range(count):
            yield stage, 2 if stage > 0 and block == 0 else 1, width


def sizes_entering(case: Case, shrinks: int = 4) -> list[list[int]]:
    """Return (height, width, channels) of what enters each unit of a network whose large stem divides sides by `shrinks`."""
    rows, columns, _ = case["input_shape"]
    if case["stem"] == "large":
        rows, columns = (-(-side // shrinks) for side in (rows, columns))
    channels, sizes = case["filters"][0], []
    for _, strides, filters in units(case["blocks"], case["filters"]):
        sizes.append([rows, columns, channels])
        rows, columns, channels = -(-rows // strides), -(-columns // strides), filters
    return sizes
