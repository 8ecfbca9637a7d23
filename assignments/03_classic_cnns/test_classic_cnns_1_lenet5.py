"""Visible checks of LeNet-5."""

from functools import partial

from classic_cnns_cases import distinct, expect_maps, expect_network, expect_parameters, seed, with_images
from classic_cnns_in_numpy import lenet5, max_pooling

from autograder import Inputs, inputs, task

CONVENTIONS = {
    60_000: "This is the paper's count, with partial connections and trained pooling; here every map sees every map.",
    61_470: "This is LeNet-5 without biases; each convolution and each dense layer has one.",
}
MISTAKES = {
    "This takes the maximum of each window. LeNet's pooling averages.": partial(
        lenet5, pool=partial(max_pooling, size=2)
    ),
    "This is tanh. The argument `activation` asks for another one.": lambda images, case: lenet5(
        images, case | {"activation": "tanh"}
    ),
}


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
def test_lenet5_has_the_known_size(lenet5_size):
    """LeNet-5 has 61,706 parameters: every map of a convolution sees every map before it, and the output layer is dense."""
    expect_parameters(lenet5_size, 61_706, CONVENTIONS)


@task("build_lenet5", points=1)
def test_lenet5_maps_shrink_as_published(lenet5_maps):
    """From 32 x 32 pixels the maps shrink to 14 x 14 and to 5 x 5: no convolution is padded, each is followed by pooling."""
    expect_maps(lenet5_maps, [(14, 14, 6), (5, 5, 16)])


@task("build_lenet5", points=2)
def test_lenet5_equals_the_textbook(lenet5_outputs, given):
    """On drawn tables the network computes convolution, activation and average pooling in turn, dense layers, one softmax."""
    help_line = "Each convolution: activation, then the average of 2x2. Each dense layer but the last: activation."
    expect_network(lenet5_outputs, given, lenet5, help_line, mistakes=MISTAKES)
