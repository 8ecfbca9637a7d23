"""Draws flowers of five kinds: pictures for exercises, from a seed, without a download.

Needs NumPy and Pillow only, so that a process that must stay light can draw too.
"""

import functools

import numpy as np
from PIL import Image

from source_data._brush import Brush, Pose
from source_data._heads import HEADS, PETAL_COLOURS
from source_data._scene import background, illuminate, occlude, stem

FLOWER_NAMES = ("dandelion", "daisy", "tulips", "sunflowers", "roses")
IMAGE_SIZE = 32
DRAWING_VERSION = "1.0.0"

_TULIP = FLOWER_NAMES.index("tulips")
_MAX_SEED = 2**128


def draw_flowers(count: int, seed: int, size: int = IMAGE_SIZE) -> tuple[np.ndarray, np.ndarray]:
    """Draw `count` flowers, as many of each kind as `count` allows, in mixed order.

    The same arguments give the same pixels in every process.

    Args:
        count: number of images, at least 1.
        seed: whole number in 0 .. 2**128 - 1.
        size: height and width in pixels, at least 16.

    Returns:
        `(images, labels)`: images uint8 `[count, size, size, channel=3]` in 0..255 (RGB); labels int64 `[count]`,
        indices into `FLOWER_NAMES`.

    Raises:
        ValueError: a number is out of its range.

    Example:
        >>> images, labels = draw_flowers(count=10, seed=0)
        >>> images.shape, labels.shape
        ((10, 32, 32, 3), (10,))
    """
    if count < 1:
        raise ValueError(f"draw_flowers draws at least one image. Received: count={count}. Pass count=1 or more.")
    if not 0 <= seed < _MAX_SEED:
        raise ValueError(f"A seed is a whole number in 0 .. 2**128 - 1. Received: seed={seed}. Pass one in that range.")
    images, labels = _drawn(count, seed, size)
    return images.copy(), labels.copy()


# Whoever grades several folders in one process asks for the same flowers again and again.
@functools.lru_cache(maxsize=8)
def _drawn(count: int, seed: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    order, *scenes = np.random.SeedSequence(seed).spawn(count + 1)
    labels = np.random.default_rng(order).permutation(np.arange(count) % len(FLOWER_NAMES))
    drawn = [
        draw_flower(label, np.random.default_rng(scene), size)
        for label, scene in zip(labels.tolist(), scenes, strict=True)
    ]
    return np.stack(drawn), labels


def draw_flower(label: int, rng: np.random.Generator, size: int = IMAGE_SIZE) -> np.ndarray:
    """Draw one flower of kind `FLOWER_NAMES[label]`.

    Args:
        label: 0 .. 4.
        rng: source of everything that varies: pose, colours, light, surroundings.
        size: height and width in pixels, at least 16.

    Returns:
        uint8 `[size, size, channel=3]` in 0..255 (RGB).

    Raises:
        ValueError: `label` or `size` is out of its range.
    """
    if not 0 <= label < len(FLOWER_NAMES):
        raise ValueError(
            f"A label is an index into FLOWER_NAMES. Received: label={label}. Pass 0 .. {len(FLOWER_NAMES) - 1}."
        )
    if size < 16:
        raise ValueError(f"A flower needs 16 pixels or more to be seen. Received: size={size}. Pass a larger size.")
    # Pillow's polygons have hard edges: drawing large and averaging makes them smooth.
    oversampling = 4 if size <= 48 else 2
    canvas = background(rng, size * oversampling)
    if rng.random() < 0.3:
        _plant(canvas, label, rng, _pose(label, rng, canvas.width, scale=(0.14, 0.24), reach=0.42))
    _plant(canvas, label, rng, _pose(label, rng, canvas.width, scale=(0.24, 0.46), reach=0.2))
    if rng.random() < 0.4:
        occlude(canvas, rng)
    return illuminate(np.asarray(canvas.reduce(oversampling)), rng)


def _pose(label: int, rng: np.random.Generator, pixels: int, scale: tuple[float, float], reach: float) -> Pose:
    """Return a pose near the canvas centre; only tulips, which are seen from the side, stay upright."""
    x, y = pixels * (0.5 + rng.uniform(-reach, reach, 2))
    radius, lean = pixels * rng.uniform(*scale), rng.uniform(-0.6, 0.6)
    if label == _TULIP:
        return Pose(x, y, radius, lean=lean)
    return Pose(x, y, radius, turn=rng.uniform(0, 2 * np.pi), tilt=rng.uniform(0.6, 1.0), lean=lean)


def _plant(canvas: Image.Image, label: int, rng: np.random.Generator, pose: Pose) -> None:
    """Draw one flower with its stem."""
    colour = PETAL_COLOURS[rng.integers(len(PETAL_COLOURS))] * rng.uniform(0.85, 1.1)
    stem(canvas, rng, pose)
    HEADS[label](Brush(canvas, pose), rng, colour)
