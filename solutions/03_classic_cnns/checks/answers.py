"""What must come out, for any inputs of the probes."""

import numpy as np

from autograder import answers

from .in_numpy import (
    GROUPINGS,
    alexnet,
    googlenet,
    inception_branches,
    lenet5,
    log_probabilities,
    response_normalization,
    vgg,
)
from .sizes import (
    convolutions_of_module,
    modules_asked,
    parameters,
    sizes_of_alexnet,
    sizes_of_lenet5,
    sizes_of_vgg,
    values_of,
)


@answers("lenet5_size")
def parameters_of_lenet5(given):
    """Every map sees all maps before it; the output layer is dense."""
    return 61_706


@answers("alexnet_size")
def parameters_of_alexnet(given):
    """With the groups of the second, fourth and fifth convolution."""
    return 60_965_224


@answers("vgg_size")
def parameters_of_vgg(given):
    """Table 1 of the paper, column D."""
    return 138_357_544


@answers("googlenet_size")
def parameters_of_googlenet(given):
    """Without auxiliary heads and batch normalisation, with biases."""
    return 6_998_552


@answers("inception_size")
def parameters_of_modules(given):
    return [parameters(convolutions_of_module(case).values()) for case in given.sent["cases"]]


@answers("lenet5_maps")
def maps_of_lenet5(given):
    return _with_values(sizes_of_lenet5(given.sent))


@answers("alexnet_maps")
def maps_of_alexnet(given):
    return _with_values(sizes_of_alexnet(given.sent))


@answers("vgg_maps")
def maps_of_vgg(given):
    return _with_values(sizes_of_vgg(given.sent))


def _with_values(sizes):
    return {"sizes": sizes, "values": values_of(sizes)}


@answers("googlenet_modules")
def modules_of_googlenet(given):
    return [modules_asked(case) for case in given.sent["cases"]]


@answers("lenet5_outputs")
def outputs_of_lenet5(given):
    return _log_probabilities_of_each(lenet5, given)


@answers("alexnet_outputs")
def outputs_of_alexnet(given):
    return _log_probabilities_of_each(alexnet, given, GROUPINGS)


@answers("vgg_outputs")
def outputs_of_vgg(given):
    return _log_probabilities_of_each(vgg, given)


@answers("googlenet_outputs")
def outputs_of_googlenet(given):
    return _log_probabilities_of_each(googlenet, given)


def _log_probabilities_of_each(network, given, kinds=({},)):
    cases = zip(given.sent["cases"], given.sent["images"], strict=True)
    return [log_probabilities(network, images, case, kinds) for case, images in cases]


@answers("inception_outputs")
def outputs_of_modules(given):
    """The channels of the branches are stacked in the order of the paper's table."""
    cases = zip(given.sent["cases"], given.sent["images"], strict=True)
    return [np.concatenate(inception_branches(images, case), -1) for case, images in cases]


@answers("normalization_outputs", "normalization_defaults")
def normalized_responses(given):
    cases = zip(given.sent["options"], given.sent["images"], strict=True)
    return [response_normalization(images, **options) for options, images in cases]


@answers("alexnet_dropped", "vgg_dropped")
def silenced_by_two_dropouts_of_one_half(given):
    return 1 - 0.5 * 0.5


@answers("googlenet_dropped")
def silenced_by_googlenets_dropout(given):
    return 0.4
