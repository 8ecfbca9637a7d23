"""Visible checks of AlexNet."""

from autograder import Inputs, task
from autograder.authoring import inputs

from . import signs
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

ROWS = [
    [96, 11, 4, "valid", 1, True, True],
    [256, 5, 1, "same", 2, True, True],
    [384, 3, 1, "same", 1, False, False],
    [384, 3, 1, "same", 2, False, False],
    [256, 3, 1, "same", 2, False, True],
]
# So bright that local response normalisation matters.
BRIGHTNESS = 100


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
def test_alexnet_has_the_published_size(alexnet_size, answers, mistakes):
    """AlexNet has the 60 million parameters of the paper: 60,965,224 with the groups of its two graphics cards."""
    expect_parameters(alexnet_size, answers, mistakes)


@task("build_alexnet", points=1)
def test_alexnet_maps_shrink_as_published(alexnet_maps, answers, mistakes):
    """From 227 x 227 pixels the maps shrink to 27, 13 and 6 pixels: pooling takes 3x3 with strides 2, unpadded."""
    expect_maps(alexnet_maps, answers, mistakes)


@task("build_alexnet", points=2)
def test_alexnet_equals_the_textbook(alexnet_outputs, given, answers, mistakes):
    """On a drawn table the network computes convolution, ReLU, normalisation and pooling in this order, dense layers, one softmax."""
    help_line = "Behind each convolution: ReLU, then what its row asks for, normalisation first."
    expect_network(alexnet_outputs, given, answers, mistakes, help_line, signs.of_dropout)


@task("build_alexnet", points=1)
def test_alexnet_drops_half_of_its_dense_layers(alexnet_dropped, answers, mistakes):
    """In training, half of the outputs of each hidden dense layer are dropped."""
    expect_half_dropped(alexnet_dropped, answers, mistakes)
