"""The five flower heads. They differ in shape and arrangement; all draw their colours from the same palettes."""

import math
from collections.abc import Callable

import numpy as np

from source_data._brush import Brush, shade, shades

PETAL_COLOURS = np.array([
    (246, 243, 232), (250, 214, 60), (240, 160, 50), (226, 80, 90), (200, 40, 60),
    (236, 150, 180), (180, 110, 200), (250, 226, 140), (225, 110, 60), (214, 190, 226),
])  # fmt: skip
DISC_COLOURS = np.array([(236, 186, 40), (120, 76, 36), (72, 46, 30), (170, 170, 60), (196, 120, 40), (90, 110, 50)])

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_ALONG = np.linspace(0.0, 1.0, 7)
_HALF_WIDTHS = {
    "round": np.array([0.25, 0.60, 0.85, 1.0, 0.95, 0.65, 0.0]),
    "pointed": np.array([0.55, 0.90, 1.0, 0.85, 0.60, 0.30, 0.0]),
    "blunt": np.array([0.20, 0.40, 0.60, 0.75, 0.90, 1.0, 0.75]),
}
_CIRCLE = np.stack([np.cos(np.linspace(0, 2 * np.pi, 19)[:-1]), np.sin(np.linspace(0, 2 * np.pi, 19)[:-1])], axis=-1)


def _petal(shape: str, width: float) -> np.ndarray:
    """Return the outline `[point, xy]` of one petal from (0, 0) to (1, 0), at most `width` wide."""
    half = _HALF_WIDTHS[shape] * width / 2
    upper = np.stack([_ALONG, half], axis=-1)
    return np.concatenate([upper, upper[::-1] * (1, -1)])


def _ring(
    brush: Brush,
    rng: np.random.Generator,
    colour: np.ndarray,
    *,
    count: int,
    inner: float,
    outer: float,
    shape: str,
    width: float,
    unevenness: float,
) -> None:
    """Draw `count` petals that reach from radius `inner` to about `outer`, lit from one side."""
    angles = (np.arange(count) + rng.uniform(-unevenness, unevenness, count)) * (2 * np.pi / count)
    angles += rng.uniform(0, 2 * np.pi)
    lengths = (outer - inner) * rng.uniform(1 - unevenness, 1.0, count)
    lights = rng.uniform(0.88, 1.06, count) + 0.10 * np.cos(angles - rng.uniform(0, 2 * np.pi))
    outline = _petal(shape, width)
    along = np.stack([np.cos(angles), np.sin(angles)], axis=-1)[:, None, :]
    across = along[..., ::-1] * (-1, 1)
    points = (inner + np.outer(lengths, outline[:, 0])[..., None]) * along + outline[:, 1, None] * across
    brush.polygons(points, shades(colour, lights), shades(colour, lights * 0.72))


def _disc(brush: Brush, rng: np.random.Generator, radius: float, seeds: int) -> None:
    """Draw a round centre of `radius` with seeds in the golden spiral of real flower discs."""
    colour = DISC_COLOURS[rng.integers(len(DISC_COLOURS))]
    brush.polygon(_CIRCLE * radius, shade(colour, 0.85), shade(colour, 0.55))
    order = np.arange(seeds) + 0.5
    distance = radius * 0.94 * np.sqrt(order / seeds)
    angle = order * _GOLDEN_ANGLE
    centres = np.stack([distance * np.cos(angle), distance * np.sin(angle)], axis=-1)
    lights = np.where(distance < radius * rng.uniform(0.3, 0.6), 0.7, 1.15) * rng.uniform(0.85, 1.15, seeds)
    brush.dots(centres, radius * 0.6 / math.sqrt(seeds), shades(colour, lights))


def dandelion(brush: Brush, rng: np.random.Generator, colour: np.ndarray) -> None:
    """Draw a dense cushion of thin strips without a disc, or, one time in three, the see-through seed head."""
    if rng.random() < 1 / 3:
        _seed_head(brush, rng)
        return
    for outer, count in ((1.0, 30), (0.78, 24), (0.54, 16), (0.3, 9)):
        light = 1.12 - 0.25 * outer
        _ring(brush, rng, colour * light, count=count + int(rng.integers(0, 6)), inner=0.05, outer=outer,
              shape="blunt", width=0.13, unevenness=0.22)  # fmt: skip


def _seed_head(brush: Brush, rng: np.random.Generator) -> None:
    """Draw a ball of fine stalks, each with a small tuft."""
    pale = shade((238, 238, 230), rng.uniform(0.8, 1.05))
    count = int(rng.integers(44, 64))
    order = np.arange(count) + 0.5
    # Seen from the side, tufts of a ball crowd at its rim: hence an exponent below one half.
    distance = (order / count) ** 0.38 * rng.uniform(0.86, 1.0, count)
    angle = order * _GOLDEN_ANGLE + rng.uniform(0, 2 * np.pi)
    for reach, direction in zip(distance.tolist(), angle.tolist(), strict=True):
        tip = reach * np.array([math.cos(direction), math.sin(direction)])
        brush.line(np.array([(0.0, 0.0), 0.82 * tip]), shade(pale, 0.7), 0.01)
        for spread in (-0.9, -0.3, 0.3, 0.9):
            hair = 0.2 * np.array([math.cos(direction + spread), math.sin(direction + spread)])
            brush.line(np.array([0.82 * tip, 0.82 * tip + hair]), pale, 0.01)
    brush.polygon(_CIRCLE * 0.13, (112, 92, 60))


def daisy(brush: Brush, rng: np.random.Generator, colour: np.ndarray) -> None:
    """Draw one ring of long, separate, round petals around a small disc."""
    radius = rng.uniform(0.22, 0.32)
    count = int(rng.integers(10, 18))
    _ring(brush, rng, colour, count=count, inner=radius * 0.7, outer=1.0, shape="round",
          width=rng.uniform(3.2, 4.2) / count, unevenness=0.12)  # fmt: skip
    _disc(brush, rng, radius, seeds=14)


def sunflower(brush: Brush, rng: np.random.Generator, colour: np.ndarray) -> None:
    """Draw two rings of short, pointed petals around a disc more than half as wide as the flower."""
    radius = rng.uniform(0.5, 0.62)
    for light in (0.82, 1.0):
        count = int(rng.integers(15, 22))
        _ring(brush, rng, colour * light, count=count, inner=radius * 0.8, outer=1.0, shape="pointed",
              width=5.2 / count, unevenness=0.15)  # fmt: skip
    _disc(brush, rng, radius, seeds=55)


def rose(brush: Brush, rng: np.random.Generator, colour: np.ndarray) -> None:
    """Draw broad, overlapping petals in layers that close around a rolled heart."""
    start = rng.uniform(0, 2 * np.pi)
    layers = int(rng.integers(4, 6))
    for layer, reach in enumerate(np.linspace(1.0, 0.3, layers).tolist()):
        petals = 5 if layer < 2 else 4
        angles = start + layer * 0.7 + 2 * np.pi * np.arange(petals) / petals + rng.uniform(-0.12, 0.12, petals)
        centres = 0.48 * reach * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        radii = 0.52 * reach * rng.uniform(0.92, 1.06, petals)
        tones = (1.08 - 0.09 * layer) * rng.uniform(0.9, 1.08, petals)
        points = _CIRCLE * radii[:, None, None] + centres[:, None, :]
        brush.polygons(points, shades(colour, tones), shades(colour, tones * 0.6))
    winding = np.linspace(0, 3.5 * np.pi, 16)
    spiral = np.stack([np.cos(winding + start), np.sin(winding + start)], axis=-1) * (0.03 + 0.02 * winding)[:, None]
    brush.line(spiral, shade(colour, 0.5), 0.045)


def tulip(brush: Brush, rng: np.random.Generator, colour: np.ndarray) -> None:
    """Draw a cup seen from the side: pointed petals that overlap and rise from the stem."""
    openness = rng.uniform(0.1, 0.42)
    belly = rng.uniform(0.62, 0.8)
    petals = (
        (-0.5 * openness, 0.95, 0.80), (0.5 * openness, 0.95, 0.80),
        (-openness, 1.0, 0.92), (openness, 1.0, 0.96), (rng.uniform(-0.1, 0.1), 0.9, 1.08),
    )  # fmt: skip
    for side, height, light in petals:
        outline = _cup_petal(side, height * rng.uniform(0.94, 1.06), belly)
        tone = light * rng.uniform(0.95, 1.05)
        brush.polygon(outline, shade(colour, tone), shade(colour, tone * 0.65))


def _cup_petal(side: float, height: float, belly: float) -> np.ndarray:
    """Return the outline of a tulip petal that leans to `side`, its foot at the bottom of the cup."""
    half = np.array([0.12, 0.72, 1.0, 0.96, 0.70, 0.36, 0.0]) * belly * 0.62
    rise = 0.8 - _ALONG * 1.75 * height
    middle = side * np.array([0.0, 0.75, 1.05, 1.2, 1.35, 1.6, 1.9])
    left = np.stack([middle - half, rise], axis=-1)
    right = np.stack([middle + half, rise], axis=-1)
    return np.concatenate([left, right[::-1]])


HEADS: tuple[Callable[[Brush, np.random.Generator, np.ndarray], None], ...] = (
    dandelion, daisy, tulip, sunflower, rose,
)  # fmt: skip
