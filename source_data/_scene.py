"""What surrounds a flower head: background, stem, leaves, something in front of it, and the light."""

import math

import numpy as np
from PIL import Image, ImageDraw

from source_data._brush import Brush, Pose, rotation, shade

_BACKGROUNDS = np.array([
    (70, 110, 60), (44, 70, 40), (150, 190, 225), (110, 140, 90), (30, 34, 32),
    (120, 96, 70), (200, 204, 190), (96, 120, 130), (170, 150, 110), (140, 80, 90),
])  # fmt: skip
_GREENS = np.array([(60, 120, 50), (90, 140, 60), (50, 90, 50), (110, 140, 80), (80, 100, 40)])


def background(rng: np.random.Generator, pixels: int) -> Image.Image:
    """Return an RGB canvas `pixels` wide and high: two blended colours, soft blotches, discs of light, blades."""
    above, below = _BACKGROUNDS[rng.integers(len(_BACKGROUNDS), size=2)]
    blend = np.linspace(0, 1, 5)[:, None, None]
    coarse = above * (1 - blend) + below * blend
    coarse = coarse * rng.uniform(0.7, 1.3, (5, 5, 1)) + rng.normal(0, 9, (5, 5, 3))
    patches = Image.fromarray(np.clip(coarse, 0, 255).astype(np.uint8))
    canvas = patches.resize((pixels, pixels), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(canvas)
    for _ in range(int(rng.integers(0, 7))):
        x, y, reach = rng.uniform(0, pixels), rng.uniform(0, pixels), rng.uniform(0.03, 0.13) * pixels
        colour = shade((above, below)[rng.integers(2)], rng.uniform(0.75, 1.35))
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
    for _ in range(int(rng.integers(0, 6))):
        blade(canvas, rng)
    return canvas


def blade(canvas: Image.Image, rng: np.random.Generator) -> None:
    """Draw one curved blade of grass that enters from a side of the canvas."""
    pixels = canvas.width
    foot = Pose(rng.uniform(0, pixels), pixels * 1.02, pixels * rng.uniform(0.4, 1.1), turn=rng.uniform(-0.7, 0.7))
    bend, width = rng.uniform(-0.4, 0.4), rng.uniform(0.015, 0.045)
    height = np.linspace(0, 1, 6)
    middle = np.stack([bend * height * height, -height], axis=-1)
    side = np.stack([width * (1 - height), np.zeros(6)], axis=-1)
    colour = shade(_GREENS[rng.integers(len(_GREENS))], rng.uniform(0.6, 1.3))
    Brush(canvas, foot).polygon(np.concatenate([middle - side, (middle + side)[::-1]]), colour)


def stem(canvas: Image.Image, rng: np.random.Generator, head: Pose) -> None:
    """Draw a bent stem from the head to beyond the lower edge, with up to three leaves."""
    down = Pose(head.x, head.y, canvas.width, turn=head.lean + rng.uniform(-0.25, 0.25))
    green = _GREENS[rng.integers(len(_GREENS))] * rng.uniform(0.75, 1.25)
    length = np.linspace(0, 1.3, 7)
    line = np.stack([rng.uniform(-0.25, 0.25) * length * length, length], axis=-1)
    brush = Brush(canvas, down)
    brush.line(line, shade(green, 0.9), 0.1 * head.radius / canvas.width * rng.uniform(0.9, 1.6))
    for _ in range(int(rng.integers(0, 4))):
        leaf(brush, rng, line[rng.integers(2, 5)], green)


def leaf(brush: Brush, rng: np.random.Generator, foot: np.ndarray, green: np.ndarray) -> None:
    """Draw one leaf with its middle vein, standing off the stem at `foot`."""
    along = np.linspace(0, 1, 7)
    half = np.sin(np.pi * along**0.8) * rng.uniform(0.05, 0.16)
    upper = np.stack([along, half], axis=-1)
    outline = np.concatenate([upper, upper[::-1] * (1, -1)]) * rng.uniform(0.22, 0.5)
    angle = rng.choice([0.0, math.pi]) + rng.uniform(-0.9, 0.9)
    outline = outline @ rotation(angle) + foot
    light = rng.uniform(0.75, 1.25)
    brush.polygon(outline, shade(green, light), shade(green, light * 0.7))
    brush.line(outline[[0, 6]], shade(green, light * 1.2), 0.008)


def occlude(canvas: Image.Image, rng: np.random.Generator) -> None:
    """Draw blades, or one leaf, in front of the flower."""
    if rng.random() < 0.6:
        for _ in range(int(rng.integers(1, 4))):
            blade(canvas, rng)
        return
    side = rng.uniform(0, 2 * np.pi)
    rim = 0.5 * canvas.width * (1 + 1.25 * np.array([math.cos(side), math.sin(side)]))
    turn = side + math.pi / 2 * rng.choice([-1, 1])
    brush = Brush(canvas, Pose(float(rim[0]), float(rim[1]), canvas.width * 1.3, turn=turn))
    leaf(brush, rng, np.zeros(2), _GREENS[rng.integers(len(_GREENS))])


def illuminate(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return uint8 `[height, width, channel]` under a light that falls off to one side, tinted, with grain."""
    size = len(pixels)
    slope = rng.uniform(-0.3, 0.3, 2)
    ramp = np.linspace(-1, 1, size)
    falloff = 1 + slope[0] * ramp[:, None] + slope[1] * ramp[None, :]
    tint = rng.uniform(0.65, 1.15) * rng.uniform(0.88, 1.12, 3)
    lit = pixels * (falloff[:, :, None] * tint) + rng.uniform(-12, 16)
    grain = rng.normal(0, rng.uniform(1, 7), pixels.shape)
    return np.rint(np.clip(lit + grain, 0, 255)).astype(np.uint8)
