"""Hidden checks: the visible ones on cases that are drawn after the submission is loaded."""

import numpy as np

from autograder import Inputs, repeat
from autograder.authoring import inputs

from . import test_1_numpy as by_hand
from . import test_2_layer as layer
from . import test_3_measured as measured
from .windows import pooled


def drawn(rng, kind, pool_size, strides=None, padding="valid", sizes=None):
    """Draw a case of negative numbers, no two of which are equal."""
    sizes = sizes or [int(size) for size in rng.integers(7, 12, 2)]
    shape = (int(rng.integers(1, 4)), *sizes, int(rng.integers(1, 4)))
    images = -rng.permutation(np.prod(shape)).reshape(shape) / 100 - 1
    return {
        "images": images.astype(np.float32),
        "kind": kind,
        "pool_size": [int(side) for side in pool_size],
        "strides": strides and [int(step) for step in strides],
        "padding": padding,
    }


def drawn_pools(rng, kind, many=8):
    cases = []
    for number in range(many):
        strides = rng.integers(1, 5, 2) if number % 3 else None
        padding = "same" if number % 2 else "valid"
        cases.append(drawn(rng, kind, rng.integers(1, 6, 2), None if strides is None else list(strides), padding))
    return cases


def as_inputs(cases):
    return Inputs(sent={"cases": cases})


@inputs("negative_edges")
def drawn_for_the_largest(rng):
    return as_inputs(drawn_pools(rng, "max"))


@inputs("averaged_edges")
def drawn_for_means(rng):
    return as_inputs(drawn_pools(rng, "average"))


@inputs("heads")
def drawn_heads(rng):
    return as_inputs([[int(number) for number in rng.integers(2, 60, 4)] for _ in range(6)])


@inputs("depth_outputs")
def drawn_groups(rng):
    sizes = [int(size) for size in rng.integers(2, 6, 4)]
    shapes = [(int(rng.integers(1, 4)), *rng.integers(2, 6, 2), size * int(rng.integers(2, 5))) for size in sizes]
    return Inputs(sent={"pool_sizes": sizes, "images": [layer.negative(rng, *shape) for shape in shapes]})


@inputs("pooled_sensitivity")
def drawn_shifts(rng):
    cases = []
    for kind in ("max", "average"):
        for side in rng.permutation([1, 2, 3, 4])[:3]:
            cases.append(drawn(rng, kind, [side, side]) | {"right": int(rng.integers(1, 4))})
    return as_inputs(cases)


@inputs("price_paid")
def drawn_prices(rng):
    cases = []
    for kind in ("max", "average"):
        for side in (int(side) for side in rng.permutation([2, 3, 4])[:2]):
            sizes = [side * int(windows) for windows in rng.permutation([2, 3, 4])[:2]]
            cases.append(drawn(rng, kind, [side, side], sizes=sizes))
    return as_inputs(cases)


@inputs("summed_gradient")
def drawn_gradients(rng):
    cases = drawn_pools(rng, "max")
    for case in cases:
        case["upstream"] = rng.normal(size=pooled(case).shape).astype(np.float32)
    return as_inputs(cases)


test_drawn_largest = repeat(
    by_hand.test_padding_never_wins,
    points=2,
    sentence="Max pooling is right for negative images, windows, strides and padding drawn for this run.",
)
test_drawn_means = repeat(
    by_hand.test_padding_is_not_averaged_in,
    points=2,
    sentence="Average pooling is right for images, windows, strides and padding drawn for this run.",
)
test_drawn_map_means = repeat(
    by_hand.test_each_map_becomes_its_mean,
    points=1,
    sentence="Global average pooling is right for maps drawn for this run.",
)
test_drawn_heads = repeat(
    by_hand.test_heads_are_counted,
    points=1,
    sentence="Heads are counted right for maps and classes drawn for this run.",
)
test_drawn_groups = repeat(
    layer.test_neighbouring_channels_are_pooled,
    points=2,
    sentence="The layer pools the right channels of images and in groups drawn for this run.",
)
test_drawn_sensitivity = repeat(
    measured.test_sensitivity_of_pooling,
    points=2,
    sentence="The sensitivity is right for images, windows and shifts drawn for this run.",
)
test_drawn_price = repeat(
    measured.test_what_is_lost,
    points=1,
    sentence="What is lost is right for images and windows drawn for this run.",
)
test_drawn_gradients = repeat(
    measured.test_gradients_add_up,
    points=3,
    sentence="The gradient is right for images, windows, strides and padding drawn for this run.",
)
