"""The two units in NumPy, slow and obvious: what a student's unit is compared with.

A student may create layers in any order and under any name, so nobody knows which of a unit's kernels of one shape is which, or which
of its normalisations of one width. Every way to hand the drawn weights out is tried: a right unit equals the textbook for one of them,
a wrong one for none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

import numpy as np

from autograder import draw_weights

Case = dict[str, Any]
Shapes = list[tuple[int, ...]]
# Midway between the ends of what students may choose, so that both are equally near.
EPSILON = 5e-4
# How many convolutions the main branch has, and how many times `filters` channels the output.
MAIN_BRANCH = {"residual": 2, "bottleneck": 3}
EXPANSION = {"residual": 1, "bottleneck": 4}
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
    moving_mean: np.ndarray
    moving_variance: np.ndarray

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return self.gamma * (x - self.moving_mean) / np.sqrt(self.moving_variance + EPSILON) + self.beta


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


def residual_unit(x: np.ndarray, case: Case, kernels: list[np.ndarray], norms: list[Any]) -> list[np.ndarray]:
    """Return what a residual unit may output: one array for each shortcut that the handout allows."""
    act, strides = ACTIVATIONS[case["activation"]], case["strides"]
    residual = act(norms[0](convolution(x, kernels[0], strides)))
    residual = norms[1](convolution(residual, kernels[1]))
    return [act(residual + shortcut) for shortcut in shortcuts(x, kernels[2:], norms[2:], strides)]


def bottleneck_unit(x: np.ndarray, case: Case, kernels: list[np.ndarray], norms: list[Any]) -> list[np.ndarray]:
    """Return what a bottleneck unit may output: strides on its first 1x1 or on its 3x3, and each shortcut."""
    act, strides = ACTIVATIONS[case["activation"]], case["strides"]
    outputs = []
    for first, second in [(strides, 1), (1, strides)]:
        residual = act(norms[0](convolution(x, kernels[0], first)))
        residual = act(norms[1](convolution(residual, kernels[1], second)))
        residual = norms[2](convolution(residual, kernels[2]))
        outputs += [act(residual + shortcut) for shortcut in shortcuts(x, kernels[3:], norms[3:], strides)]
    return outputs


def shortcuts(x: np.ndarray, kernels: list[np.ndarray], norms: list[Any], strides: int) -> list[np.ndarray]:
    """Return what the shortcut may add: the input, or each projection that the handout allows."""
    if not kernels:
        return [x]
    strided = [norms[0](convolution(x, kernels[0], strides))]
    return strided if strides == 1 else [*strided, norms[0](convolution(average_pooling(x), kernels[0]))]


UNITS = {"residual": residual_unit, "bottleneck": bottleneck_unit}


def outputs(unit: str, case: Case, x: np.ndarray) -> list[np.ndarray]:
    """Return all that a right unit may output.

    Args:
        unit: "residual" or "bottleneck".
        case: `channels`, `filters`, `strides`, `activation` of the unit, and the `seed` its weights are drawn from.
        x: input, `(batch, height, width, channels)`.
    """
    return distinct(output for handed_out in drawn_weights(unit, case) for output in UNITS[unit](x, case, *handed_out))


def distinct(arrays: Iterable[np.ndarray], known: Iterable[np.ndarray] = ()) -> list[np.ndarray]:
    """Return each array once, in single precision, without those that are `known`."""
    by_bytes = {}
    for array in arrays:
        single = np.asarray(array, np.float32)
        by_bytes[single.shape, single.tobytes()] = single
    told = {(array.shape, array.tobytes()) for array in known}
    return [array for key, array in by_bytes.items() if key not in told]


def drawn_weights(
    unit: str, case: Case, without: int | None = None
) -> Iterator[tuple[list[np.ndarray], list[Normalization]]]:
    """Yield every way to hand out the weights: a kernel of each shape, and a normalisation for each but that numbered `without`."""
    shapes = kernel_shapes(unit, case)
    widths = [shape[-1] for place, shape in enumerate(shapes) if place != without]
    vectors = [(name, (width,)) for width in widths for name in Normalization.__annotations__]
    drawn = draw_weights(case["seed"], [*(("kernel", shape) for shape in shapes), *vectors])
    kernels, rest = drawn[: len(shapes)], drawn[len(shapes) :]
    norms = [Normalization(*rest[start : start + 4]) for start in range(0, len(rest), 4)]
    for kernel_order, norm_order in product(permutations(kernels), permutations(norms)):
        if [k.shape for k in kernel_order] == shapes and [len(n.gamma) for n in norm_order] == widths:
            yield list(kernel_order), list(norm_order)


def kernel_shapes(unit: str, case: Case) -> Shapes:
    """Return the shapes of a unit's kernels, main branch first, projection last where there is one."""
    channels, filters = case["channels"], case["filters"]
    width = EXPANSION[unit] * filters
    if unit == "residual":
        shapes = [(3, 3, channels, filters), (3, 3, filters, filters)]
    else:
        shapes = [(1, 1, channels, filters), (3, 3, filters, filters), (1, 1, filters, width)]
    return shapes if case["strides"] == 1 and channels == width else [*shapes, (1, 1, channels, width)]


def parameters(unit: str, case: Case) -> int:
    """Return the trainable parameters of a unit: its kernels, and gamma and beta behind each of them."""
    return int(sum(np.prod(shape) + 2 * shape[-1] for shape in kernel_shapes(unit, case)))


def output_shape(unit: str, case: Case, batch: int) -> tuple[int, ...]:
    """Return the shape of a unit's output for so many images."""
    rows, columns = (-(-case[side] // case["strides"]) for side in ("height", "width"))
    return batch, rows, columns, EXPANSION[unit] * case["filters"]
