"""What known mistakes give in place of prepared photos and of the maps of filters made by hand."""

import numpy as np

from .cases import TOLERANCE


def mistaken_photos(found, expected, photos):
    """Return what mistakes make of photos, by the sentences that name them."""
    _, height, width, _ = expected.shape
    exchanged = height != width and found.shape[1:3] == (width, height)
    return {
        "Height and width were exchanged.": found if exchanged else None,
        "The upper left corner was cut out.": photos[:, :height, :width] / 255,
        "The pixels stayed in 0..255.": 255 * expected,
        "The upper left corner was cut out, and the pixels stayed in 0..255.": photos[:, :height, :width],
    }


def mistaken_lines(name, expected, maps, given):
    """Return what mistakes make of a line that a filter runs along, seven times as bright, by the sentences that name them."""
    row, column, colour = (given.withheld[key] for key in ("row", "column", "colour"))
    other = maps["horizontal"][0, 3:-3, column] if name == "vertical" else maps["vertical"][1, row, 3:-3]
    exchanged = np.allclose(other, expected, atol=TOLERANCE)
    return {
        "The two filters were exchanged: the other one shows this line seven times as bright.": expected / 7
        if exchanged
        else None,
        "The weights were divided by seven. Those of a line filter are ones.": expected / 7,
        "The channels were summed.": len(colour) * expected,
        "Only the first channel was looked at.": np.full(expected.shape, 7 * colour[0]),
    }


def mistaken_slopes(name, given, shape):
    """Return what mistakes make of evenly brightening images, by the sentences that name them."""
    right, down = given.withheld["right"], given.withheld["down"]
    if name == "edge_strength":
        found = {
            "The lengths of both slopes were added. The gradient's length is shorter.": 8 * (abs(right) + abs(down)),
            "Both slopes were added with their signs, so that some edges cancel out.": 8 * (right + down),
            "This is the square of the gradient's length.": 64 * (right**2 + down**2),
        }
    else:
        along, across = (right, down) if name == "sobel_x" else (down, right)
        found = {
            f"{name} has the wrong sign: it is positive where brightness falls.": -8 * along,
            f"{name} measures the slope in the other direction: the two filters were exchanged.": 8 * across,
            "All three lines of the kernel count alike, as in the Prewitt operator. Sobel's middle one counts more.": 6
            * along,
            "The channels were summed.": 24 * along,
        }
    return {sentence: np.broadcast_to(values[:, None, None], shape) for sentence, values in found.items()}
