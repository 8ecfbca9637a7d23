"""Visible checks of VGG."""

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

ROWS = [[2, 64], [2, 128], [3, 256], [3, 512], [3, 512]]


def drawn_vgg(rng):
    height, width = distinct(rng, 2, 16, 24)
    counts = rng.permutation([1, 2, 3])
    return {
        "input_shape": [height, width, int(rng.integers(1, 4))],
        "classes": int(rng.integers(3, 8)),
        "blocks": [[int(count), width] for count, width in zip(counts, distinct(rng, 3, 4, 10), strict=True)],
        "units": distinct(rng, 2, 8, 16),
        "seed": seed(rng),
    }


@inputs("vgg_maps")
def published_table():
    return Inputs(sent={"input_shape": [224, 224, 3], "rows": ROWS})


@inputs("vgg_outputs")
def drawn_table(rng):
    # Nine layers with ReLU leave little of a smaller signal.
    return with_images(rng, [drawn_vgg(rng)], brightness=10)


@inputs("vgg_dropped")
def square_head():
    return one_colour({"input_shape": [8, 8, 3], "classes": 32, "blocks": [[1, 6]], "units": [32, 32]})


@task("build_vgg", points=1)
def test_vgg16_has_the_published_size(vgg_size, answers, mistakes):
    """VGG-16 has the published 138,357,544 parameters."""
    expect_parameters(vgg_size, answers, mistakes)


@task("build_vgg", points=1)
def test_vgg16_maps_shrink_as_published(vgg_maps, answers):
    """From 224 x 224 pixels the maps are halved by each block, down to 7 x 7 x 512: only the pooling shrinks them."""
    expect_maps(vgg_maps, answers)


@task("build_vgg", points=2)
def test_vgg_equals_the_textbook(vgg_outputs, given, answers, mistakes):
    """On a drawn table the network computes its blocks of 3x3 convolutions with ReLU and 2x2 max pooling, dense layers, one softmax."""
    help_line = f"Blocks (convolutions, filters): {given.sent['cases'][0]['blocks']}. ReLU follows every convolution, max pooling every block."
    expect_network(vgg_outputs, given, answers, mistakes, help_line, signs.of_dropout)


@task("build_vgg", points=1)
def test_vgg_drops_half_of_its_dense_layers(vgg_dropped, answers, mistakes):
    """In training, half of the outputs of each hidden dense layer are dropped."""
    expect_half_dropped(vgg_dropped, answers, mistakes)
