"""Visible checks of the filters made by hand: images so simple that the maps are known."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import TOLERANCE
from .filters_mistakes import mistaken_lines, mistaken_photos, mistaken_slopes


@inputs("prepared_photos")
def drawn_photos(rng):
    height, width = (2 * int(side) for side in rng.permutation([4, 5, 6, 7])[:2])
    shape = (2, height + 2 * int(rng.integers(1, 4)), width + 2 * int(rng.integers(4, 8)), 3)
    photos = rng.integers(0, 256, shape).astype(np.uint8)
    return Inputs(sent={"photos": photos, "height": height, "width": width})


@inputs("line_maps")
def one_column_and_one_row(rng):
    colour = rng.uniform(0.1, 1, 3).astype(np.float32)
    row, column = (int(place) for place in rng.permutation([6, 7, 8, 9])[:2])
    images = np.zeros((2, 16, 18, 3), np.float32)
    images[0, :, column] = images[1, row] = colour
    kept = {"row": row, "column": column, "colour": colour, "brightness": float(colour.astype(float).mean())}
    return Inputs(sent={"images": images}, withheld=kept)


@inputs("blur_map")
def one_pixel_and_one_grey(rng):
    colour = rng.uniform(0.1, 1, 3).astype(np.float32)
    images = np.zeros((2, 13, 13, 3), np.float32)
    images[0, 6, 6] = images[1] = colour
    return Inputs(sent={"images": images}, withheld={"brightness": float(colour.astype(float).mean())})


@inputs("slope_maps")
def slopes(rng):
    right, down = rng.uniform(0.01, 0.09, (2, 4)) * rng.choice([-1, 1], (2, 4))
    ramps = down[:, None, None] * np.arange(9)[:, None] + right[:, None, None] * np.arange(11)
    images = np.repeat(ramps[..., None], 3, axis=-1).astype(np.float32)
    return Inputs(sent={"images": images}, withheld={"right": right, "down": down})


def expect_size(maps, name, given):
    """Return the maps, once they are as large as the photos."""
    number, height, width = given.sent["images"].shape[:3]
    mistakes = {"The map is smaller than the photo: nothing was padded.": (number, height - 6, width - 6)}
    expect(maps.shape, equals=(number, height, width), mistakes=mistakes, help=f"The shape of {name}.")
    return maps


@task("hand_made", points=1)
def test_photos_keep_their_middle(prepared_photos, given):
    """What is left of a photo is its middle, as float32 in 0..1."""
    photos, height, width = (given.sent[name] for name in ("photos", "height", "width"))
    top, left = (photos.shape[1] - height) // 2, (photos.shape[2] - width) // 2
    found, expected = prepared_photos["photos"], photos[:, top:, left:][:, :height, :width] / 255
    mistakes = mistaken_photos(found, expected, photos)
    expect(found, close_to=expected, mistakes=mistakes, help="As much is cut off on the left as on the right.")
    mistakes = {"The pixels take twice the memory. Bytes that are divided become float64.": "float64"}
    expect(prepared_photos["dtype"], equals="float32", mistakes=mistakes, help="The type of the pixels.")


@task("hand_made", points=1)
def test_line_filters_answer_to_their_lines(line_maps, given):
    """The vertical filter shows a vertical line seven times as bright as it is, a horizontal line once; the horizontal one the other way round."""
    row, column = given.withheld["row"], given.withheld["column"]
    vertical, horizontal = (expect_size(line_maps[name], name, given) for name in ("vertical", "horizontal"))
    along = {"vertical": vertical[0, 3:-3, column], "horizontal": horizontal[1, row, 3:-3]}
    across = {"vertical": vertical[1, row], "horizontal": horizontal[0, :, column]}
    beside = {"vertical": vertical[0, :, column + 1], "horizontal": horizontal[1, row + 1]}
    for maps, factor, place in ((along, 7, "on a line that runs along"), (across, 1, "across"), (beside, 0, "beside")):
        for name, values in maps.items():
            expected = np.full(values.shape, factor * given.withheld["brightness"])
            help = f"The map of the {name} filter, {place} it. Brightness is the mean of the channels."
            mistakes = mistaken_lines(name, expected, line_maps, given) if maps is along else {}
            expect(values, close_to=expected, tolerance=TOLERANCE, mistakes=mistakes, help=help)


@task("hand_made", points=1)
def test_blur_spreads_and_keeps_brightness(blur_map, given):
    """The blur filter spreads a pixel evenly over 7 x 7 and leaves an even grey as it was."""
    dot, grey = blur_map["blur"]
    expected = np.zeros((13, 13))
    expected[3:10, 3:10] = given.withheld["brightness"] / 49
    mistakes = {"The weights sum up to 49, so that all becomes 49 times as bright.": 49 * expected}
    help = "One bright pixel on black. What do the weights sum up to?"
    expect(dot, close_to=expected, tolerance=TOLERANCE, mistakes=mistakes, help=help)
    inside = np.full((7, 7), given.withheld["brightness"])
    expect(grey[3:-3, 3:-3], close_to=inside, tolerance=TOLERANCE, help="An even grey, away from the edges.")


@task("hand_made", points=1)
def test_sobel_filters_measure_slopes(slope_maps, given):
    """Away from the edges, Sobel maps are eight times the slope to the right and downwards; the strength of an edge is the gradient's length."""
    slopes = {"sobel_x": given.withheld["right"], "sobel_y": given.withheld["down"]}
    slopes["edge_strength"] = np.hypot(*slopes.values())
    for name, slope in slopes.items():
        inside = expect_size(slope_maps[name], name, given)[:, 1:-1, 1:-1]
        expected = np.broadcast_to(8 * slope[:, None, None], inside.shape)
        help = f"{name} of images that brighten evenly. A slope down to the right has a sign; a length has none."
        mistakes = mistaken_slopes(name, given, inside.shape)
        expect(inside, close_to=expected, tolerance=TOLERANCE, mistakes=mistakes, help=help)
