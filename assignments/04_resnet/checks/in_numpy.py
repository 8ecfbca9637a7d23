"""The two units in NumPy, slow and obvious: what the checks compare a student's unit with.

A student may create layers in any order and under any name, so nobody knows which of a unit's kernels is which. The
checks therefore try every way to hand the weights out that their shapes allow; a right unit equals the textbook for one
of them, a wrong one for none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

import numpy as np

from autograder.authoring import draw_weights

# Midway between the ends of what students may choose, so that both are equally near.
EPSILON = 5e-4
ACTIVATIONS = {
    "relu": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "softplus": lambda x: np.logaddexp(x, 0),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
}


@dataclass(frozen=True)
class Normalization:
    """One batch normalisation's four vectors, each of shape `(channels,)`."""

    gamma: np.ndarray
    beta: np.ndarray
    mean: np.ndarray
    variance: np.ndarray

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return self.gamma * (x - self.mean) / np.sqrt(self.variance + EPSILON) + self.beta


def convolution(x: np.ndarray, kernel: np.ndarray, strides: int = 1) -> np.ndarray:
    """Cross-correlate `x (batch, height, width, channels)` with `kernel (rows, columns, channels, filters)`, padded by half."""
    rows, columns = kernel.shape[:2]
    padded = np.pad(x, ((0, 0), (rows // 2, rows // 2), (columns // 2, columns // 2), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (rows, columns), axis=(1, 2))
    return np.einsum("bhwcij,ijcf->bhwf", windows[:, ::strides, ::strides], kernel, optimize=True)


def average_pooling(x: np.ndarray) -> np.ndarray:
    """Average 2x2 windows at strides 2; a window that hangs over the edge averages what is inside."""
    batch, height, width, channels = x.shape
    rows, columns = -(-height // 2), -(-width // 2)
    pooled = np.empty((batch, rows, columns, channels), x.dtype)
    for row, column in product(range(rows), range(columns)):
        pooled[:, row, column] = x[:, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2].mean(axis=(1, 2))
    return pooled


def residual_unit(
    x: np.ndarray, kernels: list[np.ndarray], norms: list[Normalization], strides: int, activation: str
) -> list[np.ndarray]:
    """Return what a residual unit may output: one array for each shortcut that the handout allows."""
    act = ACTIVATIONS[activation]
    residual = act(norms[0](convolution(x, kernels[0], strides)))
    residual = norms[1](convolution(residual, kernels[1]))
    return [act(residual + shortcut) for shortcut in shortcuts(x, kernels[2:], norms[2:], strides)]


def bottleneck_unit(
    x: np.ndarray, kernels: list[np.ndarray], norms: list[Normalization], strides: int, activation: str
) -> list[np.ndarray]:
    """Return what a bottleneck unit may output: strides on its first 1x1 or on its 3x3, and each shortcut."""
    act, outputs = ACTIVATIONS[activation], []
    for first, second in {(strides, 1), (1, strides)}:
        residual = act(norms[0](convolution(x, kernels[0], first)))
        residual = act(norms[1](convolution(residual, kernels[1], second)))
        residual = norms[2](convolution(residual, kernels[2]))
        outputs += [act(residual + shortcut) for shortcut in shortcuts(x, kernels[3:], norms[3:], strides)]
    return outputs


def shortcuts(x: np.ndarray, kernels: list[np.ndarray], norms: list[Normalization], strides: int) -> list[np.ndarray]:
    """Return what the shortcut may add: the input, or each projection that the handout allows."""
    if not kernels:
        return [x]
    strided = [norms[0](convolution(x, kernels[0], strides))]
    return strided if strides == 1 else [*strided, norms[0](convolution(average_pooling(x), kernels[0]))]


def kernel_shapes(unit: str, channels: int, filters: int, strides: int) -> list[tuple[int, ...]]:
    """Return the shapes of a unit's kernels, main branch first, projection last where there is one."""
    if unit == "residual":
        shapes, width = [(3, 3, channels, filters), (3, 3, filters, filters)], filters
    else:
        width = 4 * filters
        shapes = [(1, 1, channels, filters), (3, 3, filters, filters), (1, 1, filters, width)]
    return shapes if strides == 1 and channels == width else [*shapes, (1, 1, channels, width)]


def parameters(unit: str, case: dict[str, Any]) -> int:
    """Return the trainable parameters of a unit: its kernels, and gamma and beta behind each of them."""
    shapes = kernel_shapes(unit, case["channels"], case["filters"], case["strides"])
    return int(sum(np.prod(shape) + 2 * shape[-1] for shape in shapes))


def closest(
    unit: str, case: dict[str, Any], described: list[dict[str, Any]], x: np.ndarray, received: np.ndarray
) -> np.ndarray | None:
    """Return the textbook's output nearest to `received`, over all ways to hand out the weights; `None` where there is no way.

    Args:
        unit: "residual" or "bottleneck".
        case: `channels`, `filters`, `strides`, `activation` of the unit, and the `seed` its weights were drawn from.
        described: name and shape of the student's weights, in Keras' order.
        x: input, `(batch, height, width, channels)`.
    """
    compute = residual_unit if unit == "residual" else bottleneck_unit
    shapes = kernel_shapes(unit, case["channels"], case["filters"], case["strides"])
    outputs = (
        output
        for kernels, norms in assignments(shapes, case["seed"], described)
        for output in compute(x, kernels, norms, case["strides"], case["activation"])
    )
    return nearest(outputs, received)


def nearest(outputs: Iterable[np.ndarray], received: np.ndarray) -> np.ndarray | None:
    """Return the output nearest to `received` among those of its shape; `None` where there is none."""
    alike = (output for output in outputs if output.shape == received.shape)
    return min(alike, key=lambda output: float(np.max(np.abs(output - received))), default=None)


def max_pooling(x: np.ndarray) -> np.ndarray:
    """Take the maximum of 3x3 windows at strides 2, padded by one; odd sizes only, where every usual padding agrees."""
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2))
    return windows[:, ::2, ::2].max(axis=(-2, -1))


def network(x: np.ndarray, case: dict[str, Any], weights: dict[str, np.ndarray]) -> np.ndarray:
    """Return the probabilities of a network whose units only stride and repeat channels.

    Args:
        x: images, `(batch, height, width, channels)`.
        case: `stem`, `blocks` and `filters` of each stage.
        weights: `stem` and `head` kernel, `bias` of the head, and the stem's `gamma`, `beta`, `moving_mean`, `moving_variance`.
    """
    return softmax(scores(x, case, weights))


def scores(
    x: np.ndarray, case: dict[str, Any], weights: dict[str, np.ndarray], brightest: float = np.inf
) -> np.ndarray:
    """Return what enters the softmax; the stem's activation reaches up to `brightest`."""
    norm = Normalization(*(weights[name] for name in ("gamma", "beta", "moving_mean", "moving_variance")))
    x = np.clip(norm(convolution(x, weights["stem"], 2 if case["stem"] == "large" else 1)), 0, brightest)
    if case["stem"] == "large":
        x = max_pooling(x)
    for _, strides, filters in units(case["blocks"], case["filters"]):
        x = np.tile(x[:, ::strides, ::strides], -(-filters // x.shape[-1]))[..., :filters]
    return x.mean(axis=(1, 2)) @ weights["head"] + weights["bias"]


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return probabilities: each row is positive and sums to 1."""
    exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def units(blocks: list[int], filters: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (stage, strides, filters) of every unit of a network, in order."""
    for stage, (count, width) in enumerate(zip(blocks, filters, strict=True)):
        for block in range(count):
            yield stage, 2 if stage > 0 and block == 0 else 1, width


def sizes_entering(case: dict[str, Any], shrinks: int = 4) -> list[list[int]]:
    """Return (height, width, channels) of what enters each unit of a network whose large stem divides sides by `shrinks`."""
    rows, columns, _ = case["input_shape"]
    if case["stem"] == "large":
        rows, columns = (-(-side // shrinks) for side in (rows, columns))
    channels, sizes = case["filters"][0], []
    for _, strides, filters in units(case["blocks"], case["filters"]):
        sizes.append([rows, columns, channels])
        rows, columns, channels = -(-rows // strides), -(-columns // strides), filters
    return sizes


def assignments(
    shapes: list[tuple[int, ...]], seed: int, described: list[dict[str, Any]], without: int | None = None
) -> Iterator[tuple[list[np.ndarray], list[Normalization]]]:
    """Yield every way to hand out the weights: a kernel of each shape, and a normalisation for each but that numbered `without`."""
    names = [item["name"] for item in described]
    weights = draw_weights(seed, [(item["name"], item["shape"]) for item in described])
    kernels = [weight for weight in weights if weight.ndim == 4]
    widths = [shape[-1:] for place, shape in enumerate(shapes) if place != without]
    by_name = {
        kind: [w for name, w in zip(names, weights, strict=True) if name == kind]
        for kind in ("gamma", "beta", "moving_mean", "moving_variance")
    }
    if len(kernels) != len(shapes) or {len(vectors) for vectors in by_name.values()} != {len(widths)}:
        return
    # Within Keras' order the n-th gamma, beta, mean and variance belong to one layer.
    norms = [Normalization(*vectors) for vectors in zip(*by_name.values(), strict=True)]
    for kernel_order, norm_order in product(permutations(kernels), permutations(norms)):
        if [k.shape for k in kernel_order] == shapes and [n.gamma.shape for n in norm_order] == widths:
            yield list(kernel_order), list(norm_order)
