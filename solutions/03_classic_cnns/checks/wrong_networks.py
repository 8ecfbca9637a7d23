"""What networks compute by known mistakes; each function is called as the right one is, `network(images, case)`."""

from functools import partial

import numpy as np

from .in_numpy import (
    ACTIVATIONS,
    alexnet,
    average_pooling,
    googlenet,
    lenet5,
    max_pooling,
    softmax,
    unchanged,
    vgg,
    windows,
)


def with_tanh(images, case):
    """Return the probabilities of a LeNet with tanh, whatever the case asks for."""
    return lenet5(images, case | {"activation": "tanh"})


def pooled_before_activation(images, case):
    """Return the probabilities of a LeNet whose activation stands behind the pooling."""

    def pool(maps):
        return ACTIVATIONS[case["activation"]](average_pooling(maps))

    return lenet5(images, case, pool=pool, behind_convolutions=unchanged)


def alexnet_reading(column, value):
    """Return what computes an AlexNet that has `value` in a column of the table, whatever its rows say."""

    def network(images, case, **kind):
        rows = [[*row[:column], value, *row[column + 1 :]] for row in case["convolutions"]]
        return alexnet(images, case | {"convolutions": rows}, **kind)

    return network


def pooled_once_more(maps):
    """Return the maps after 3x3 max pooling with strides 2; where their size is even, Keras pads behind the last row only."""
    before = [(size % 2, 1) for size in maps.shape[1:3]]
    return windows(np.pad(maps, ((0, 0), *before, (0, 0)), constant_values=-np.inf), 3, 2).max(axis=(-2, -1))


def with_softmax_twice(compute, images, case, **kind):
    """Return the outputs of a network with one softmax more."""
    return softmax(compute(images, case, **kind))


LENETS = {
    "This takes the maximum of each window. LeNet's pooling averages.": partial(
        lenet5, pool=partial(max_pooling, size=2)
    ),
    "The hidden dense layers have no activation.": partial(lenet5, behind_dense=unchanged),
    "The convolutions have no activation.": partial(lenet5, behind_convolutions=unchanged),
    "The activation stands behind the pooling instead of before it.": pooled_before_activation,
    "This is tanh. The argument `activation` asks for another one.": with_tanh,
}
ALEXNETS = {
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
VGGS = {
    "ReLU stands only at the end of each block. It belongs behind every convolution.": partial(vgg, between=unchanged),
    "The pooling averages. VGG's takes the maximum.": partial(vgg, pool=average_pooling),
}
GOOGLENETS = {
    "Local response normalisation is missing in the stem: behind the first pooling, and behind the 3x3 convolution.": partial(
        googlenet, normalize=unchanged
    ),
    "The maps are pooled once too often: nothing stands between the last stage and the averages.": partial(
        googlenet, before_averages=pooled_once_more
    ),
}
