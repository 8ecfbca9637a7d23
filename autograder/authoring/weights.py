"""Weights that judge and probe both know: drawn from a seed by name and shape, the same on either side."""

import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np


def draw_weights(seed: int, described: Sequence[tuple[str, Sequence[int]]]) -> list[np.ndarray]:
    """Draw one array for each (name, shape), in order.

    What a weight gets depends on its name, its shape and how many of that name and shape stand before it, and on nothing else that is
    described: whoever creates layers in another order gets the same arrays, those of one name and shape perhaps exchanged.

    A bias is zero, so that a superfluous one changes no output and is found by counting. A variance is in 50..100, where
    the `epsilon` of batch normalisation, which students may choose, makes no visible difference; gamma makes up for it.
    All else is normal, kernels scaled by their fan-in.
    """
    before: Counter[tuple[str, tuple[int, ...]]] = Counter()
    drawn = []
    for name, sides in described:
        shape = tuple(int(side) for side in sides)
        rng = np.random.default_rng([seed, zlib.crc32(name.encode()), before[name, shape], *shape])
        drawn.append(_draw(rng, name, shape))
        before[name, shape] += 1
    return drawn


def _draw(rng: np.random.Generator, name: str, shape: tuple[int, ...]) -> np.ndarray:
    if name == "bias":
        return np.zeros(shape, np.float32)
    if "variance" in name:
        return rng.uniform(50, 100, shape).astype(np.float32)
    if name == "gamma":
        return (rng.normal(size=shape) * 8).astype(np.float32)
    scale = np.sqrt(2 / np.prod(shape[:-1])) if len(shape) > 1 else 1
    return (rng.normal(size=shape) * scale).astype(np.float32)
