"""Visible checks of LeNet-5."""

from autograder import Inputs, task
from autograder.authoring import inputs

from .cases import distinct, expect_maps, expect_network, expect_parameters, seed, with_images


def drawn_lenet5(rng, activation):
    height, width = distinct(rng, 2, 18, 27)
    return {
        "input_shape": [height, width, int(rng.integers(1, 4))],
        "classes": int(rng.integers(3, 8)),
        "filters": distinct(rng, 2, 3, 9),
        "units": distinct(rng, 3, 8, 16),
        "activation": activation,
        "seed": seed(rng),
    }


@inputs("lenet5_maps")
def published_table():
    return Inputs(sent={"input_shape": [32, 32, 1], "rows": [6, 16]})


@inputs("lenet5_outputs")
def drawn_tables(rng):
    return with_images(rng, [drawn_lenet5(rng, "tanh"), drawn_lenet5(rng, "softplus")])


@task("build_lenet5", points=1)
def test_lenet5_has_the_known_size(lenet5_size, answers, mistakes):
    """LeNet-5 has 61,706 parameters: every map of a convolution sees every map before it, and the output layer is dense."""
    expect_parameters(lenet5_size, answers, mistakes)


@task("build_lenet5", points=1)
def test_lenet5_maps_shrink_as_published(lenet5_maps, answers):
    """From 32 x 32 pixels the maps shrink to 14 x 14 and to 5 x 5: no convolution is padded, each is followed by pooling."""
    expect_maps(lenet5_maps, answers)


@task("build_lenet5", points=2)
def test_lenet5_equals_the_textbook(lenet5_outputs, given, answers, mistakes):
    """On drawn tables the network computes convolution, activation and average pooling in turn, dense layers, one softmax."""
    help_line = "Each convolution: activation, then the average of 2x2. Each dense layer but the last: activation."
    expect_network(lenet5_outputs, given, answers, mistakes, help_line)
