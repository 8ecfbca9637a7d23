"""Visible checks: what a student's `pytest` runs. They compare facts with the textbook in NumPy, never with a solution."""

import numpy as np
from resnet_in_numpy import ACTIVATIONS, closest, kernel_shapes, parameters

from autograder import Inputs, expect, inputs, task

# Single-precision convolutions in another order of summation differ by about 1e-6; a free choice of BN's epsilon by 3e-4.
TOLERANCE = 2e-3


def drawn_case(rng, channels, filters, strides=1, activation="relu"):
    """Return one unit's description; odd sizes, at which every usual padding gives the same numbers."""
    height, width = (int(size) for size in rng.choice([5, 7, 9], 2, replace=False))
    seed = int(rng.integers(2**31))
    return {"channels": channels, "filters": filters, "strides": strides, "activation": activation, "height": height, "width": width, "seed": seed}


def with_images(rng, cases, batch=2):
    shapes = [(batch, case["height"], case["width"], case["channels"]) for case in cases]
    return Inputs(sent={"cases": cases, "images": [rng.normal(size=shape).astype(np.float32) for shape in shapes]})


def two_sizes(rng):
    """Return two different small numbers of channels."""
    return (int(size) for size in rng.choice([3, 4, 5, 6], 2, replace=False))


@inputs("residual_zeroed", "residual_identity", "residual_learning", "residual_training_mode")
def same_shape(rng):
    _, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, filters, filters)], batch=6)


@inputs("residual_wider")
def more_channels(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters)])


@inputs("residual_strided")
def strided(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters, strides=2), drawn_case(rng, filters, filters, strides=2)])


@inputs("residual_activated")
def other_activations(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, filters, filters, activation="tanh"), drawn_case(rng, channels, filters, activation="softplus")])


@inputs("residual_parameters")
def all_shortcuts(rng):
    channels, filters = two_sizes(rng)
    return Inputs(sent={"cases": [drawn_case(rng, filters, filters), drawn_case(rng, channels, filters), drawn_case(rng, filters, filters, 2)]})


@inputs("residual_saved")
def nothing_default(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters, strides=2, activation="tanh")])


def expect_textbook(unit, facts, given, help):
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], facts, strict=True):
        nearest = closest(unit, case, fact["weights"], images, fact["output"])
        if nearest is None:
            wanted = kernel_shapes(unit, case["channels"], case["filters"], case["strides"])
            found = [item["shape"] for item in fact["weights"] if item["name"] == "kernel"]
            expect(sorted(found), equals=sorted(list(shape) for shape in wanted), help=f"These are the kernels of the unit's convolutions, each with its own batch normalisation. {help}")
            expect(fact["output"].shape, equals=expected_shape(unit, case, len(images)), help="This is the shape of the unit's output.")
        expect(fact["output"], close_to=nearest, tolerance=TOLERANCE, help=help)


def expected_shape(unit, case, batch):
    rows, columns = (-(-case[side] // case["strides"]) for side in ("height", "width"))
    return (batch, rows, columns, case["filters"] * (4 if unit == "bottleneck" else 1))


@task("residual_unit", points=1)
def test_zeroed_branch_leaves_the_activated_input(residual_zeroed, given):
    """With its main branch silenced to -0.5, the unit returns relu(x - 0.5): the shortcut is added once, before the activation."""
    for case, images, output in zip(given.sent["cases"], given.sent["images"], residual_zeroed, strict=True):
        expect(output, close_to=ACTIVATIONS[case["activation"]](images - 0.5), help="Order at the end of the unit: last normalisation, sum, activation.")


@task("residual_unit", points=1)
def test_identity_unit_equals_the_textbook(residual_identity, given):
    """Where shapes agree, the unit computes act(BN(conv(act(BN(conv(x))))) + x)."""
    expect_textbook("residual", residual_identity, given, "Follow x through figure 2 of the paper: two convolutions, each with its own normalisation.")


@task("residual_unit", points=1)
def test_wider_unit_equals_the_textbook(residual_wider, given):
    """Where only the number of channels changes, the shortcut is a 1x1 convolution with batch normalisation."""
    expect_textbook("residual", residual_wider, given, "The shortcut needs a projection not only for strides, but for new channels as well.")


@task("residual_unit", points=1)
def test_strided_unit_equals_the_textbook(residual_strided, given):
    """With strides 2 the first convolution and the shortcut shrink the image, the second convolution does not."""
    expect_textbook("residual", residual_strided, given, "Strides belong to the first 3x3 convolution and to the shortcut's 1x1 convolution.")


@task("residual_unit", points=1)
def test_activation_is_a_choice(residual_activated, given):
    """The `activation` argument is used inside the main branch and after the sum."""
    expect_textbook("residual", residual_activated, given, "No activation may be written out as ReLU.")


@task("residual_unit", points=1)
def test_unit_has_exactly_its_parameters(residual_parameters, given):
    """The unit's trainable parameters are its kernels and two vectors for each normalisation, no more and no less."""
    expected = [parameters("residual", case) for case in given.sent["cases"]]
    expect(residual_parameters, equals=expected, help="Counted for: same shape, new channels, strides 2. No convolution has a bias.")


@task("residual_unit", points=1)
def test_every_weight_learns(residual_learning):
    """A gradient reaches every trainable weight."""
    for weights in residual_learning:
        expect(len(weights), at_least=6, help="Two convolutions and two normalisations have six trainable weights; create the layers in build, not in call.")
        silent = [item["weight"] for item in weights if not item["largest"] > 0]
        expect(silent, equals=[], help="These weights get no gradient: what they compute is not used, or never recorded.")


@task("residual_unit", points=1)
def test_training_and_inference_differ(residual_training_mode):
    """In training the unit normalises by the batch and updates its averages; in inference an image's output depends on that image alone."""
    for fact in residual_training_mode:
        expect(fact["alone"], close_to=fact["together"][:1], help="At inference one image gave another output alone than in a batch.")
        expect(len(fact["moved"]), at_least=2, help="This many batch normalisations were found.")
        expect(min(fact["moved"]), at_least=1e-4, help="Call with training=True must move every normalisation's average.")
        expect(fact["trained_again"], close_to=fact["trained"], help="In training the moving averages must not matter.")


@task("residual_unit", points=1)
def test_saved_unit_loads_again(residual_saved):
    """A saved unit loads with its arguments and weights and gives the same output."""
    for fact in residual_saved:
        expect(fact["after"], close_to=fact["before"], help="get_config returns every argument of __init__: filters, strides and activation.")
