"""What the checks of both units share: cases drawn at random, and what is expected of their facts."""

import numpy as np

from autograder import Inputs, expect, giving_all

from .signs import (
    LEAST_MOVED,
    lost_arguments,
    mixed_places,
    one_number,
    silent_normalizations,
    silent_weights,
)

# Single-precision convolutions in another order of summation differ by about 1e-6; a free choice of BN's epsilon by 2e-5 of the value.
TOLERANCE = 2e-3
# The batch's own variance is small beside epsilon, and the momentum is told from single-precision averages.
TRAINING_TOLERANCE = 5e-2
VECTORS = ("beta", "gamma", "moving_mean", "moving_variance")


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
    """Return units with images for each."""
    shapes = [(batch, case["height"], case["width"], case["channels"]) for case in cases]
    return Inputs(sent={"cases": cases, "images": [rng.normal(size=shape).astype(np.float32) for shape in shapes]})


def two_sizes(rng):
    """Return two different small numbers of channels."""
    return (int(size) for size in rng.choice([3, 4, 5, 6], 2, replace=False))


def expect_silenced(facts, given, answers, mistakes):
    """Compare units whose normalisations all give -0.5."""
    for images, output, answer, known in zip(given.sent["images"], facts, answers, mistakes, strict=True):
        expect(
            output,
            close_to=answer,
            mistakes=one_number(output) | known | mixed_places(images, output),
            help="Order at the end of the unit: last normalisation, sum, activation.",
        )


def expect_textbook(facts, answers, mistakes, help):
    """Compare what units are made of and what they compute."""
    for fact, answer, known in zip(facts, answers, mistakes, strict=True):
        if not _has_parts(fact, answer):
            expect_parts(fact, answer, known, help)
        expect(fact["output"], close_to=answer["output"], tolerance=TOLERANCE, mistakes=known["output"], help=help)
        expect(
            fact["announced"],
            equals=[None, *answer["shape"][1:]],
            mistakes=known["announced"],
            help="compute_output_shape announces another shape than call returns.",
        )


def _has_parts(fact, answer):
    """Return whether a unit can be the textbook's; a superfluous vector, such as a bias, is found by counting parameters."""
    vectors = [_shapes(fact, name) == answer["vectors"] for name in VECTORS]
    return (
        _shapes(fact, "kernel") == answer["kernels"] and list(fact["output"].shape) == answer["shape"] and all(vectors)
    )


def _shapes(fact, name):
    return sorted(item["shape"] for item in fact["weights"] if item["name"] == name)


def expect_parts(fact, answer, mistakes, help):
    """Compare what a unit is made of, where that leaves no way to compute the textbook's output with it."""
    expect(
        _shapes(fact, "kernel"),
        equals=answer["kernels"],
        mistakes=mistakes["kernels"],
        help=f"These are the kernels of the unit's convolutions, each with its own batch normalisation. {help}",
    )
    expect(
        fact["output"].shape,
        equals=answer["shape"],
        mistakes=mistakes["shape"],
        help="This is the shape of the unit's output.",
    )
    names = [item["name"] for item in fact["weights"]]
    expect(
        sorted(set(names) - {"kernel"}),
        equals=list(VECTORS),
        help="These vectors make up each batch normalisation, one of each for every convolution.",
    )
    expect(
        [names.count(name) for name in VECTORS],
        equals=[len(answer["vectors"])] * len(VECTORS),
        mistakes=giving_all([fact["output"]], mistakes["normalizations"].items(), TOLERANCE),
        help=f"So often the unit has {', '.join(VECTORS)}: once for every convolution, the shortcut's included.",
    )


def expect_learning(facts, at_least):
    """Compare which trainable weights get a gradient."""
    for weights in facts:
        expect(
            len(weights),
            at_least=at_least,
            help="So many trainable weights take part; create all layers in __init__ or build, none in call.",
        )
        expect(
            [item["weight"] for item in weights if not item["largest"] > 0],
            equals=[],
            mistakes=silent_weights(weights),
            help="These weights get no gradient: what they compute is not used, or cut off from the gradient.",
        )


def expect_two_modes(facts, answers):
    """Compare what units compute in training and at inference; `answers` are the numbers of their normalisations."""
    for fact, normalizations in zip(facts, answers, strict=True):
        expect(
            fact["alone"],
            close_to=fact["together"],
            help="At inference one image gave another output alone than in a batch.",
        )
        expect(len(fact["moved"]), at_least=normalizations, help="So many batch normalisations were found in the unit.")
        expect(
            min(fact["moved"]),
            at_least=LEAST_MOVED,
            mistakes=silent_normalizations(fact["moved"]),
            help="A call with training=True must move every normalisation's average.",
        )
        expect(
            fact["trained_again"],
            close_to=fact["trained"],
            tolerance=TOLERANCE,
            help="Two calls with training=True on the same images differ: there is chance in the unit, such as dropout, "
            "or moving averages are used in training.",
        )
        expect(
            fact["settled"],
            close_to=fact["trained"],
            tolerance=TRAINING_TOLERANCE,
            help="With moving averages that equal the batch's statistics, inference must compute what training computes. "
            "They differ by more: a branch is scaled or left out in one of them, or the averages are not of mean and variance.",
        )


def expect_reload(facts, help="get_config returns every argument of __init__: filters, strides and activation."):
    """Compare outputs before saving and after loading."""
    for fact in facts:
        expect(fact["after"], close_to=fact["before"], mistakes=lost_arguments(fact), help=help)
