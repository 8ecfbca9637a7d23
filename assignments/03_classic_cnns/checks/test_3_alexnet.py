"""Visible checks of AlexNet."""

from functools import partial

from autograder import Inputs, task
from autograder.authoring import inputs

from .cases import (
    distinct,
    expect_half_dropped,
    expect_maps,
    expect_network,
    expect_parameters,
    one_colour,
    seed,
    with_images,
)
from .in_numpy import alexnet, max_pooling
from .in_numpy import alexnet_maps as maps_of_alexnet
from .mistakes import alexnet_reading

ROWS = [
    [96, 11, 4, "valid", 1, True, True],
    [256, 5, 1, "same", 2, True, True],
    [384, 3, 1, "same", 1, False, False],
    [384, 3, 1, "same", 2, False, False],
    [256, 3, 1, "same", 2, False, True],
]
SIZES = [(27, 27, 96), (13, 13, 256), (13, 13, 384), (13, 13, 384), (6, 6, 256)]
PADDED = "At the end maps of 7 x 7 are left instead of 6 x 6: something is padded that should not be, most likely the pooling."
CONVENTIONS = {
    "This is AlexNet without groups. On its two graphics cards the second, fourth and fifth convolution saw half of the maps.": 62_378_344,
    "This is AlexNet without biases; each convolution and each dense layer has one.": 60_954_656,
    PADDED: 74_596_712,
}
OTHER_SIZES = {
    'The first convolution is padded, though its row says "valid".': [(28, 28, 96), *SIZES[1:]],
    PADDED: [(28, 28, 96), (14, 14, 256), (14, 14, 384), (14, 14, 384), (7, 7, 256)],
}
# So bright that local response normalisation matters.
BRIGHTNESS = 100
MISTAKES = {
    "This pools before it normalises, as CaffeNet does. In the paper pooling follows the normalisation.": partial(
        alexnet, normalized_last=True
    ),
    "These windows of the pooling are 2x2. In the paper they overlap: 3x3 with strides 2.": partial(
        alexnet, pool=partial(max_pooling, size=2)
    ),
    "Normalisation follows every convolution, whatever its row says.": alexnet_reading(5, True),
    "Normalisation follows no convolution, whatever its row says.": alexnet_reading(5, False),
    "Every convolution sees all maps: `groups` is not used.": alexnet_reading(4, 1),
}


def drawn_alexnet(rng):
    """Return a table in which normalisation, pooling, groups and padding each come alone."""
    large, small = distinct(rng, 2, 3, 6)
    filters = [2 * width for width in distinct(rng, 4, 3, 8)]
    height, width = distinct(rng, 2, 68, 76)
    rows = [
        [filters[0], 2 * large + 1, int(rng.integers(2, 4)), "valid", 1, True, True],
        [filters[1], 5, 1, "same", 2, True, False],
        [filters[2], 3, 1, "valid", 1, False, False],
        [filters[3], small, 1, "valid", 1, False, True],
    ]
    return {
        "input_shape": [height, width, 3],
        "classes": int(rng.integers(3, 8)),
        "convolutions": rows,
        "units": distinct(rng, 2, 8, 16),
        "seed": seed(rng),
    }


@inputs("alexnet_maps")
def published_table():
    return Inputs(sent={"input_shape": [227, 227, 3], "rows": ROWS})


@inputs("alexnet_outputs")
def drawn_table(rng):
    return with_images(rng, [drawn_alexnet(rng)], BRIGHTNESS)


@inputs("alexnet_dropped")
def square_head():
    rows = [[6, 3, 1, "same", 1, False, True]]
    return one_colour({"input_shape": [7, 7, 3], "classes": 32, "convolutions": rows, "units": [32, 32]})


@task("build_alexnet", points=1)
def test_alexnet_has_the_published_size(alexnet_size):
    """AlexNet has the 60 million parameters of the paper: 60,965,224 with the groups of its two graphics cards."""
    expect_parameters(alexnet_size, 60_965_224, CONVENTIONS)


@task("build_alexnet", points=1)
def test_alexnet_maps_shrink_as_published(alexnet_maps):
    """From 227 x 227 pixels the maps shrink to 27, 13 and 6 pixels: pooling takes 3x3 with strides 2, unpadded."""
    expect_maps(alexnet_maps, SIZES, OTHER_SIZES)


@task("build_alexnet", points=2)
def test_alexnet_equals_the_textbook(alexnet_outputs, given):
    """On a drawn table the network computes convolution, ReLU, normalisation and pooling in this order, dense layers, one softmax."""
    help_line = "Behind each convolution: ReLU, then what its row asks for, normalisation first."
    kinds = ({}, {"split": True})
    expect_network(alexnet_outputs, given, alexnet, help_line, MISTAKES, kinds, maps=maps_of_alexnet)


@task("build_alexnet", points=1)
def test_alexnet_drops_half_of_its_dense_layers(alexnet_dropped):
    """In training, half of the outputs of each hidden dense layer are dropped."""
    expect_half_dropped(alexnet_dropped)
