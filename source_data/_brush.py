"""A brush that draws filled shapes on a Pillow canvas in the coordinates of a flower.

Points are arrays of `[..., xy]`: the flower's centre is (0, 0), its outermost petal ends at radius 1, x points right
and y points down. A `Pose` says where on the canvas this unit disc lies.
"""

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Pose:
    """Where a flower lies on the canvas: centre and radius in canvas pixels, turn and lean in radians, tilt in 0..1."""

    x: float
    y: float
    radius: float
    turn: float = 0.0
    tilt: float = 1.0
    lean: float = 0.0

    def matrix(self) -> np.ndarray:
        """Return the 2x2 matrix that turns, foreshortens, leans and scales row vectors."""
        squash = np.array([[1.0, 0.0], [0.0, self.tilt]])
        return rotation(self.turn) @ squash @ rotation(self.lean) * self.radius


def rotation(angle: float) -> np.ndarray:
    """Return the 2x2 matrix that rotates row vectors by `angle` radians."""
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array([[cosine, sine], [-sine, cosine]])


def shade(colour: np.ndarray | Colour, factor: float) -> Colour:
    """Return `colour` made darker (factor < 1) or lighter (factor > 1), channels in 0..255."""
    red, green, blue = _channels(np.multiply(colour, factor)).tolist()
    return red, green, blue


def shades(colour: np.ndarray, factors: np.ndarray) -> list[Colour]:
    """Return one `shade` of `colour` for each of `factors`."""
    return [(red, green, blue) for red, green, blue in _channels(np.outer(factors, colour)).tolist()]


def _channels(values: np.ndarray) -> np.ndarray:
    return np.rint(np.minimum(np.maximum(values, 0), 255)).astype(int)


class Brush:
    """Draws on `image` as seen from `pose`."""

    def __init__(self, image: Image.Image, pose: Pose):
        self.pose = pose
        self._draw = ImageDraw.Draw(image)
        self._matrix = pose.matrix()

    def place(self, points: np.ndarray) -> np.ndarray:
        """Map `[..., xy]` in flower coordinates to whole canvas pixels of the same shape."""
        return np.rint(points @ self._matrix + (self.pose.x, self.pose.y)).astype(int)

    def polygon(self, points: np.ndarray, fill: Colour, edge: Colour | None = None) -> None:
        """Fill one polygon `[point, xy]`, with an edge one canvas pixel wide where `edge` is given."""
        self._draw.polygon(self.place(points).ravel().tolist(), fill=fill, outline=edge)

    def polygons(self, points: np.ndarray, fills: list[Colour], edges: list[Colour]) -> None:
        """Fill polygons `[polygon, point, xy]`, each over those before it."""
        for outline, fill, edge in zip(self.place(points).tolist(), fills, edges, strict=True):
            self._draw.polygon([tuple(point) for point in outline], fill=fill, outline=edge)

    def line(self, points: np.ndarray, colour: Colour, width: float) -> None:
        """Draw the open line `[point, xy]`, `width` in flower units."""
        pixels = max(1, round(width * self.pose.radius))
        self._draw.line(self.place(points).ravel().tolist(), fill=colour, width=pixels, joint="curve")

    def dots(self, centres: np.ndarray, radius: float, colours: list[Colour]) -> None:
        """Draw round dots at `[dot, xy]`, `radius` in flower units, one colour each."""
        reach = max(0.5, radius * self.pose.radius)
        for (x, y), colour in zip(self.place(centres).tolist(), colours, strict=True):
            self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
