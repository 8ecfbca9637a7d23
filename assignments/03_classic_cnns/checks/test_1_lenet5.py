"""Visible checks of LeNet-5."""

from functools import partial

from autograder import Inputs, task
from autograder.authoring import inputs

from .cases import distinct, expect_maps, expect_network, expect_parameters, seed, with_images
from .in_numpy import lenet5, max_pooling, unchanged
from .mistakes import pooled_before_activation

CONVENTIONS = {
    "This is the paper's count, with partial connections and trained pooling; here every map sees every map.": 60_000,
    "This is LeNet-5 without biases; each convolution and each dense layer has one.": 61_470,
    "The first dense layer sees maps of 8 x 8, as if the convolutions were padded. They are not: 5 x 5 are left.": 136_586,
    "The first dense layer sees maps of 22 x 22, as if the pooling moved by one place at a time. It moves by two.": 942_986,
    "The first dense layer sees maps of 10 x 10, as if no pooling followed the last convolution.": 205_706,
}
MISTAKES = {
    "This takes the maximum of each window. LeNet's pooling averages.": partial(
        lenet5, pool=partial(max_pooling, size=2)
    ),
    "The hidden dense layers have no activation.": partial(lenet5, behind_dense=unchanged),
    "The convolutions have no activation.": partial(lenet5, behind_convolutions=unchanged),
    "The activation stands behind the pooling instead of before it.": pooled_before_activation,
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
    expect_network(lenet5_outputs, given, lenet5, help_line, MISTAKES)
