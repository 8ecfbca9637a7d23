"""What the check files share: comparing networks, and recognising a mistake by what it computes."""

import numpy as np

from autograder import Inputs, expect

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


def expect_parameters(received, published, conventions):
    """Compare a number of parameters; `conventions` says what other well-known numbers mean."""
    otherwise = "Count layer by layer, weights and biases, and compare with the table in the notebook."
    expect(received, equals=published, help=conventions.get(received, otherwise))


def expect_maps(received, sizes):
    """Compare what enters the last layer of each shortened network with (height, width, channels)."""
    listed = ", ".join(" x ".join(str(side) for side in size) for size in sizes)
    help_line = f"Values that enter the dense layer where the table ends after row 1, 2, …: {listed}. Look at padding, strides and pooling."
    expect(received, equals=[[int(np.prod(size))] for size in sizes], help=help_line)


def expect_network(facts, given, compute, help_line, others=(), mistakes=None):
    """Compare probabilities, by their logarithms, with the network in NumPy.

    Args:
        compute: what is right, called as `compute(images, case)`.
        others: what is right as well.
        mistakes: what is wrong, by the sentence that says so.
    """
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], facts, strict=True):
        expect(len(fact["shapes"]), at_least=1, help="Weights found: all must exist when the function returns.")
        expect(fact["output"].shape, equals=(len(images), case["classes"]), help="One probability for each class.")
        sums = np.sum(fact["output"], axis=-1)
        expect(sums, close_to=np.ones(len(images)), help="Probabilities sum to 1: softmax, exactly once, at the end.")
        received = logarithms(fact["output"])
        wanted = [logarithms(make(images, case)) for make in (compute, *others)]
        recognised = {text: logarithms(make(images, case)) for text, make in (mistakes or {}).items()}
        text = named_mistake(received, recognised, help_line, NETWORK_TOLERANCE)
        nearest = min(wanted, key=lambda output: _gap(output, received))
        expect(received, close_to=nearest, tolerance=NETWORK_TOLERANCE, help=f"{text} ({IN_LOGARITHMS})")


def logarithms(probabilities):
    # Below this, single precision has none.
    return np.log(np.maximum(probabilities, 1e-30))


def named_mistake(received, mistakes, otherwise, tolerance=1e-3):
    """Return the sentence of the mistake that computes what was received, or what is to be said otherwise."""
    known = (sentence for sentence, output in mistakes.items() if _gap(output, received) < tolerance)
    return next(known, otherwise)


def _gap(output, received):
    return float(np.max(np.abs(output - received))) if output.shape == received.shape else np.inf


def expect_silenced(probabilities, share, help_line):
    """Compare the share of outputs that dropout has silenced."""
    silenced = probabilities < probabilities.max(axis=-1, keepdims=True) / 2
    expect(float(np.mean(silenced)), close_to=share, tolerance=SHARE_TOLERANCE, help=help_line)
