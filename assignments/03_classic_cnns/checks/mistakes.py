"""What known mistakes compute, in order to be recognised."""

from functools import partial
from itertools import combinations, permutations, product

import numpy as np

from .in_numpy import (
    ACTIVATIONS,
    alexnet,
    average_pooling,
    dense,
    inception_branches,
    lenet5,
    max_pooling,
    padded,
    relu,
    response_normalization,
    softmax,
    unchanged,
    windows,
)

# More ways to drop than this would take seconds, and by chance one of them would fit.
MOST_WAYS = 2**17


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


def with_dropout(maps, received, images, case, **kind):
    """Return the probabilities nearest to those whose logarithms were received of a head that drops halves in prediction, too.

    Args:
        maps: computes what reaches the dense layers.
    """
    rows = zip(maps(images, case, **kind), received, strict=True)
    return np.stack([_nearest_with_dropout(row.reshape(1, -1), answer, case) for row, answer in rows])


def _nearest_with_dropout(values, received, case):
    for width in case["units"]:
        values = relu(dense(values, case["seed"], width))
        if np.sum(2.0 ** np.count_nonzero(values, axis=-1)) > MOST_WAYS:
            return np.full(case["classes"], np.nan)
        values = np.concatenate([_ways_to_drop(row) for row in values])
    answers = softmax(dense(values, case["seed"], case["classes"]))
    return answers[np.argmin(np.max(np.abs(np.log(np.maximum(answers, 1e-30)) - received), axis=-1))]


def _ways_to_drop(values):
    """Return every choice of values that are dropped; the others are doubled."""
    alive = np.flatnonzero(values)
    ways = np.zeros((2 ** len(alive), len(values)))
    ways[:, alive] = np.array(list(product((0, 2), repeat=len(alive)))) * values[alive]
    return ways


def normalization_mistakes(x, size, k, alpha, beta):
    """Return what common mistakes make of responses, each by its sentence."""

    def normalized(**changed):
        return response_normalization(x, **({"size": size, "k": k, "alpha": alpha, "beta": beta} | changed))

    def divided(sums):
        return x / (k + alpha * sums) ** beta

    squares, shifts = x**2, range(-(size // 2), size // 2 + 1)
    return {
        "This divides alpha by n, as Caffe and PyTorch do. The paper's alpha is the factor of the sum.": normalized(
            alpha=alpha / size
        ),
        "This takes the mean of the squares that are in the window. The paper takes their sum.": divided(
            _window_sums(squares, size, -1) / _window_sums(np.ones_like(squares), size, -1)
        ),
        "This window is n channels wide on each side. `size` counts the whole window; TensorFlow asks for its radius, n // 2.": normalized(
            size=2 * size + 1
        ),
        "This has TensorFlow's default of 1 where k belongs: TensorFlow calls it `bias`.": normalized(k=1.0),
        "This is the formula without the exponent beta.": normalized(beta=1.0),
        "This uses the paper's numbers whatever it is told. The layer's arguments decide.": response_normalization(x),
        "This normalises over neighbouring places. The sum runs over channels, at one place.": divided(
            _window_sums(squares, size, 2)
        ),
        "This window wraps round: the first channel's sum takes in the last channels.": divided(
            sum(np.roll(squares, shift, axis=-1) for shift in shifts)
        ),
    }


def _window_sums(values, size, axis):
    turned = np.moveaxis(values, axis, -1)
    places = range(turned.shape[-1])
    sums = [turned[..., max(0, place - size // 2) : place + size // 2 + 1].sum(-1) for place in places]
    return np.moveaxis(np.stack(sums, -1), -1, axis)


def others_defaults(x):
    """Return what a layer with the defaults of others makes of responses, each by its sentence."""
    tensorflows = partial(response_normalization, x, k=1.0, alpha=1.0, beta=0.5)
    return {
        "These are TensorFlow's defaults for k, alpha and beta: 1, 1 and 0.5.": tensorflows(size=5),
        "These are TensorFlow's defaults: a radius of 5, and 1, 1 and 0.5 for k, alpha and beta.": tensorflows(size=11),
        "These are PyTorch's defaults: k is 1, and alpha is divided by n.": response_normalization(
            x, k=1.0, alpha=1e-4 / 5
        ),
    }


def forgotten_arguments(x, options):
    """Return what a layer computes that has forgotten some of its arguments, each by the sentence that says which."""
    outputs = {}
    for count in range(1, len(options) + 1):
        for lost in combinations(options, count):
            kept = {name: value for name, value in options.items() if name not in lost}
            outputs[f"The loaded layer has its defaults again for {', '.join(lost)}."] = response_normalization(
                x, **kept
            )
    return outputs


def inception_mistakes(images, case):
    """Return what common mistakes make of a module's branches, each by its sentence."""
    branches = inception_branches(images, case)
    unpooled = inception_branches(images, case, pool=lambda maps, *_: maps)
    wrong = {
        f"The branches are stacked in another order: {order}, counted from 0.": [branches[index] for index in order]
        for order in permutations(range(4))
    }
    wrong |= {
        "ReLU is missing behind the reducing 1x1 convolutions.": inception_branches(images, case, between=unchanged),
        "The branch of the pooling does not pool.": unpooled,
        "The last branch pools behind its 1x1 convolution. The pooling comes first.": [
            *branches[:3],
            max_pooling(unpooled[3], 3, 1, "same"),
        ],
        "The pooling averages. In this module it takes the maximum.": inception_branches(
            images, case, pool=_averages_of_what_is_there
        ),
    }
    return {sentence: np.concatenate(found, -1) for sentence, found in wrong.items()}


def _averages_of_what_is_there(maps, size, strides, _):
    sums, counts = (
        windows(padded(values, size, 0), size, strides).sum(axis=(-2, -1)) for values in (maps, np.ones_like(maps))
    )
    return sums / counts
