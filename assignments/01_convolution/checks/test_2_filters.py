"""Visible checks of the filters made by hand: images so simple that the maps are known."""

import itertools

import numpy as np

from autograder import Inputs, expect, giving_all, task
from autograder.authoring import inputs

from .cases import TOLERANCE

FILTERS = ("vertical", "horizontal")
# Where a filter's map of a line is looked at, and how a message calls it.
PLACES = {"along": "on a line that runs along", "across": "across", "beside": "beside"}


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
    return Inputs(sent={"images": images}, withheld={"row": row, "column": column, "colour": colour})


@inputs("blur_map")
def one_pixel_and_one_grey(rng):
    colour = rng.uniform(0.1, 1, 3).astype(np.float32)
    images = np.zeros((2, 13, 13, 3), np.float32)
    images[0, 6, 6] = images[1] = colour
    return Inputs(sent={"images": images}, withheld={"colour": colour})


@inputs("slope_maps")
def slopes(rng):
    right, down = rng.uniform(0.01, 0.09, (2, 4)) * rng.choice([-1, 1], (2, 4))
    ramps = down[:, None, None] * np.arange(9)[:, None] + right[:, None, None] * np.arange(11)
    images = np.repeat(ramps[..., None], 3, axis=-1).astype(np.float32)
    return Inputs(sent={"images": images}, withheld={"right": right, "down": down})


def expect_size(maps, name, answers, mistakes):
    """Return the maps, once they are as large as the photos."""
    expect(maps.shape, equals=answers["size"], mistakes=mistakes["size"], help=f"The shape of {name}.")
    return maps


def places_of(maps, given):
    """Return, for each place and filter, what the filter shows there; and what the other one shows of the line along it."""
    row, column = given.withheld["row"], given.withheld["column"]
    vertical, horizontal = maps["vertical"], maps["horizontal"]
    return {
        "along": {"vertical": vertical[0, 3:-3, column], "horizontal": horizontal[1, row, 3:-3]},
        "across": {"vertical": vertical[1, row], "horizontal": horizontal[0, :, column]},
        "beside": {"vertical": vertical[0, :, column + 1], "horizontal": horizontal[1, row + 1]},
        "along, of the other": {"vertical": horizontal[0, 3:-3, column], "horizontal": vertical[1, row, 3:-3]},
    }


@task("hand_made", points=1)
def test_photos_keep_their_middle(prepared_photos, answers, mistakes):
    """What is left of a photo is its middle, as float32 in 0..1."""
    found = prepared_photos["photos"]
    known = giving_all([found.shape], mistakes["shape"].items()) | mistakes["photos"]
    help = "As much is cut off on the left as on the right."
    expect(found, close_to=answers["photos"], mistakes=known, help=help)
    help = "The type of the pixels."
    expect(prepared_photos["dtype"], equals=answers["dtype"], mistakes=mistakes["dtype"], help=help)


@task("hand_made", points=1)
def test_line_filters_answer_to_their_lines(line_maps, given, answers, mistakes):
    """The vertical filter shows a vertical line seven times as bright as it is, a horizontal line once; the horizontal one the other way round."""
    found = places_of({name: expect_size(line_maps[name], name, answers, mistakes) for name in FILTERS}, given)
    for place, name in itertools.product(PLACES, FILTERS):
        both = [found["along"][name], found["along, of the other"][name]]
        exchanged = giving_all(both, mistakes["exchanged"][name].items(), tolerance=TOLERANCE)
        known = exchanged | mistakes["along"][name] if place == "along" else {}
        help = f"The map of the {name} filter, {PLACES[place]} it. Brightness is the mean of the channels."
        expect(found[place][name], close_to=answers[place][name], tolerance=TOLERANCE, mistakes=known, help=help)


@task("hand_made", points=1)
def test_blur_spreads_and_keeps_brightness(blur_map, answers, mistakes):
    """The blur filter spreads a pixel evenly over 7 x 7 and leaves an even grey as it was."""
    dot, grey = blur_map["blur"]
    help = "One bright pixel on black. What do the weights sum up to?"
    expect(dot, close_to=answers["dot"], tolerance=TOLERANCE, mistakes=mistakes["dot"], help=help)
    help = "An even grey, away from the edges."
    expect(grey[3:-3, 3:-3], close_to=answers["grey"], tolerance=TOLERANCE, help=help)


@task("hand_made", points=1)
def test_sobel_filters_measure_slopes(slope_maps, answers, mistakes):
    """Away from the edges, Sobel maps are eight times the slope to the right and downwards; the strength of an edge is the gradient's length."""
    for name, right in answers["slopes"].items():
        inside = expect_size(slope_maps[name], name, answers, mistakes)[:, 1:-1, 1:-1]
        help = f"{name} of images that brighten evenly. A slope down to the right has a sign; a length has none."
        expect(inside, close_to=right, tolerance=TOLERANCE, mistakes=mistakes["slopes"][name], help=help)
