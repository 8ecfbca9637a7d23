"""What the checks of both units share: cases drawn at random, and what is expected of their facts."""

import numpy as np
from resnet_in_numpy import closest, kernel_shapes

from autograder import Inputs, expect

# Single-precision convolutions in another order of summation differ by about 1e-6; a free choice of BN's epsilon by 2e-5 of the value.
TOLERANCE = 2e-3
# The batch's own variance is small beside epsilon, and the momentum is told from single-precision averages.
TRAINING_TOLERANCE = 5e-2


def drawn_case(rng, channels, filters, strides=1, activation="relu", as_callable=False):
    """Return one unit's description; odd sizes, at which every usual padding gives the same numbers."""
    height, width = (int(size) for size in rng.choice([5, 7, 9], 2, replace=False))
    seed = int(rng.integers(2**31))
    return {
        "channels": channels,
        "filters": filters,
        "strides": strides,
        "activation": activation,
        "callable": as_callable,
        "height": height,
        "width": width,
        "seed": seed,
    }


def with_images(rng, cases, batch=2):
    shapes = [(batch, case["height"], case["width"], case["channels"]) for case in cases]
    return Inputs(sent={"cases": cases, "images": [rng.normal(size=shape).astype(np.float32) for shape in shapes]})


def two_sizes(rng):
    """Return two different small numbers of channels."""
    return (int(size) for size in rng.choice([3, 4, 5, 6], 2, replace=False))


def expect_textbook(unit, facts, given, help):
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], facts, strict=True):
        nearest = closest(unit, case, fact["weights"], images, fact["output"])
        if nearest is None:
            wanted = kernel_shapes(unit, case["channels"], case["filters"], case["strides"])
            found = [item["shape"] for item in fact["weights"] if item["name"] == "kernel"]
            expect(
                sorted(found),
                equals=sorted(list(shape) for shape in wanted),
                help=f"These are the kernels of the unit's convolutions, each with its own batch normalisation. {help}",
            )
            expect(
                fact["output"].shape,
                equals=expected_shape(unit, case, len(images)),
                help="This is the shape of the unit's output.",
            )
            expect(
                sorted({item["name"] for item in fact["weights"]} - {"kernel"}),
                equals=["beta", "gamma", "moving_mean", "moving_variance"],
                help="These vectors make up each batch normalisation, one of each for every convolution.",
            )
        expect(fact["output"], close_to=nearest, tolerance=TOLERANCE, help=help)
        announced = [None, *fact["output"].shape[1:]]
        expect(
            fact["announced"], equals=announced, help="compute_output_shape announces another shape than call returns."
        )


def expected_shape(unit, case, batch):
    rows, columns = (-(-case[side] // case["strides"]) for side in ("height", "width"))
    return (batch, rows, columns, case["filters"] * (4 if unit == "bottleneck" else 1))


def expect_learning(facts, at_least):
    for weights in facts:
        expect(
            len(weights),
            at_least=at_least,
            help="So many trainable weights take part; create all layers in __init__ or build, none in call.",
        )
        silent = [item["weight"] for item in weights if not item["largest"] > 0]
        expect(silent, equals=[], help="These weights get no gradient: what they compute is not used.")


def expect_two_modes(unit, facts, given):
    for case, fact in zip(given.sent["cases"], facts, strict=True):
        normalizations = len(kernel_shapes(unit, case["channels"], case["filters"], case["strides"]))
        expect(
            fact["alone"],
            close_to=fact["together"],
            help="At inference one image gave another output alone than in a batch.",
        )
        expect(len(fact["moved"]), at_least=normalizations, help="So many batch normalisations were found in the unit.")
        expect(
            min(fact["moved"]), at_least=1e-6, help="A call with training=True must move every normalisation's average."
        )
        expect(
            fact["trained_again"],
            close_to=fact["trained"],
            tolerance=TOLERANCE,
            help="Two calls with training=True on the same images differ: moving averages must not matter then, nor chance.",
        )
        expect(
            fact["settled"],
            close_to=fact["trained"],
            tolerance=TRAINING_TOLERANCE,
            help="With moving averages that equal the batch's statistics, inference must compute what training computes.",
        )


def expect_reload(facts, help="get_config returns every argument of __init__: filters, strides and activation."):
    for fact in facts:
        expect(
            fact["after"],
            close_to=fact["before"],
            help=help,
        )
