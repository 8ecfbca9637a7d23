"""What the check files share: cases, and comparing networks."""

import numpy as np

from autograder import Inputs, Mistakes, expect, giving_all

from . import signs

# Logarithms of probabilities reach some twenty, and single-precision convolutions differ by 1e-6 of that.
NETWORK_TOLERANCE = 2e-3
IN_LOGARITHMS = "Compared are logarithms of the probabilities: a sure network shows no difference otherwise."
# Eight thousand values, each silenced or not: five standard deviations are less than this.
SHARE_TOLERANCE = 0.04


def distinct(rng, count, low, high):
    """Return different ints in low..high - 1, so that no two layers can be taken for each other."""
    return [int(value) for value in rng.choice(np.arange(low, high), count, replace=False)]


def seed(rng):
    return int(rng.integers(2**31))


def with_images(rng, cases, brightness=1.0, batch=3):
    """Return cases with images of each, normal with a standard deviation of `brightness`."""
    shapes = [(batch, *case["input_shape"]) for case in cases]
    images = [(rng.normal(size=shape) * brightness).astype(np.float32) for shape in shapes]
    return Inputs(sent={"cases": cases, "images": images})


def one_colour(case):
    """Return a case with bright images that are alike everywhere."""
    return Inputs(sent={"case": case, "images": np.full((256, *case["input_shape"]), 4, np.float32)})


def logarithms(probabilities):
    # Below this, single precision has none.
    return np.log(np.maximum(probabilities, 1e-30))


def in_percent(share):
    return round(100 * share)


def expect_parameters(received, answers, mistakes):
    """Compare a number of parameters with the published one, and with others that are known."""
    help_line = "Count layer by layer, weights and biases, and compare with the table in the notebook."
    expect(received, equals=answers, mistakes=mistakes, help=help_line)


def expect_maps(received, answers, mistakes=None):
    """Compare how many values enter the last layer of each shortened network; told as (height, width, channels)."""
    listed = ", ".join(" x ".join(str(side) for side in size) for size in answers["sizes"])
    help_line = f"Values that enter the dense layer where the table ends after row 1, 2, …: {listed}. Look at padding, strides and pooling."
    expect(received, equals=answers["values"], mistakes=mistakes, help=help_line)


def expect_network(facts, given, answers, mistakes, help_line, signs_of=lambda fact: Mistakes()):
    """Compare probabilities, by their logarithms.

    Args:
        signs_of: mistakes that show in a case's fact; called with it.
    """
    text = f"{help_line} ({IN_LOGARITHMS})"
    cases = zip(given.sent["cases"], given.sent["images"], facts, answers, mistakes, strict=True)
    for case, images, fact, right, wrong in cases:
        expect(len(fact["shapes"]), at_least=1, help="Weights found: all must exist when the function returns.")
        expect(fact["output"].shape, equals=(len(images), case["classes"]), help="One probability for each class.")
        _expect_sums_of_one(fact["output"])
        received, named = logarithms(fact["output"]), wrong | signs_of(fact)
        expect(received, close_to=right, tolerance=NETWORK_TOLERANCE, mistakes=named, help=text)


def _expect_sums_of_one(outputs):
    sums, help_line = np.sum(outputs, axis=-1), "Probabilities sum to 1: softmax, exactly once, at the end."
    expect(sums, close_to=np.ones(len(outputs)), mistakes=signs.of_scores(outputs), help=help_line)


def expect_silenced(probabilities, answers, mistakes, help_line):
    """Compare the share of outputs that dropout has silenced; mistakes tell it in per cent."""
    silenced = probabilities < probabilities.max(axis=-1, keepdims=True) / 2
    received = float(np.mean(silenced))
    named = giving_all([in_percent(received)], mistakes.items())
    expect(received, close_to=answers, tolerance=SHARE_TOLERANCE, mistakes=named, help=help_line)


def expect_half_dropped(probabilities, answers, mistakes):
    """Expect that half of the outputs of two hidden dense layers are dropped."""
    help_line = (
        "The share of outputs silenced by two dropouts of one half is 1 - 1/2 * 1/2. None may follow the last layer."
    )
    expect_silenced(probabilities, answers, mistakes, help_line)
