"""Visible checks of VGG."""

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
from .in_numpy import average_pooling, unchanged, vgg
from .in_numpy import vgg_maps as maps_of_vgg

ROWS = [[2, 64], [2, 128], [3, 256], [3, 512], [3, 512]]
SIZES = [(112, 112, 64), (56, 56, 128), (28, 28, 256), (14, 14, 512), (7, 7, 512)]
CONVENTIONS = {
    "This is VGG-16 without biases; each convolution and each dense layer has one.": 138_344_128,
    "This is VGG-19. The table has 13 convolutions.": 143_667_240,
    "This is VGG-16 without the last pooling: the first dense layer sees 14 x 14 maps.": 446_638_888,
    "This is VGG-16 with averaged maps. Its first dense layer sees all 7 x 7 x 512 values.": 37_694_248,
    "The third convolutions bring no weights of their own: they are missing, as in VGG-13, or are the second ones called again.": 133_047_848,
}
MISTAKES = {
    "ReLU stands only at the end of each block. It belongs behind every convolution.": partial(vgg, between=unchanged),
    "The pooling averages. VGG's takes the maximum.": partial(vgg, pool=average_pooling),
}


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
def test_vgg16_has_the_published_size(vgg_size):
    """VGG-16 has the published 138,357,544 parameters."""
    expect_parameters(vgg_size, 138_357_544, CONVENTIONS)


@task("build_vgg", points=1)
def test_vgg16_maps_shrink_as_published(vgg_maps):
    """From 224 x 224 pixels the maps are halved by each block, down to 7 x 7 x 512: only the pooling shrinks them."""
    expect_maps(vgg_maps, SIZES)


@task("build_vgg", points=2)
def test_vgg_equals_the_textbook(vgg_outputs, given):
    """On a drawn table the network computes its blocks of 3x3 convolutions with ReLU and 2x2 max pooling, dense layers, one softmax."""
    help_line = f"Blocks (convolutions, filters): {given.sent['cases'][0]['blocks']}. ReLU follows every convolution, max pooling every block."
    expect_network(vgg_outputs, given, vgg, help_line, MISTAKES, maps=maps_of_vgg)


@task("build_vgg", points=1)
def test_vgg_drops_half_of_its_dense_layers(vgg_dropped):
    """In training, half of the outputs of each hidden dense layer are dropped."""
    expect_half_dropped(vgg_dropped)
