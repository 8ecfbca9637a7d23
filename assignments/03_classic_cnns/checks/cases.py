"""What the check files share: cases, and comparing networks."""

from functools import partial

import numpy as np

from autograder import Inputs, expect
from autograder.authoring.wording import largest_difference

from .mistakes import with_dropout, with_softmax_twice

# Logarithms of probabilities reach some twenty, and single-precision convolutions differ by 1e-6 of that.
NETWORK_TOLERANCE = 2e-3
IN_LOGARITHMS = "Compared are logarithms of the probabilities: a sure network shows no difference otherwise."
# Eight thousand values, each silenced or not: five standard deviations are less than this.
SHARE_TOLERANCE = 0.04
NOTHING_DROPPED = "Nothing is dropped in training."
# What is silenced of the outputs behind two hidden dense layers, by the mistake that gives it.
OTHER_SHARES = {
    NOTHING_DROPPED: 0.0,
    "One dropout of one half shows here, not two: one is missing, or stands before the hidden layers instead of behind them.": 0.5,
    "These are two dropouts of 40 %, GoogLeNet's share.": 1 - 0.6**2,
    "Three dropouts of one half give this share, and there are two hidden layers.": 1 - 0.5**3,
}
SCORES = "Some outputs are negative: these are scores, and softmax is missing."
SOFTMAX_TWICE = "Softmax stands here twice."
ALWAYS_DROPPED = "Half of the hidden outputs are dropped in prediction, too. Dropout acts in training only."


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
    """Compare a number of parameters; `conventions` are other numbers that are known, by the sentence that says what they count."""
    help_line = "Count layer by layer, weights and biases, and compare with the table in the notebook."
    expect(received, equals=published, mistakes=conventions, help=help_line)


def expect_maps(received, sizes, mistakes=None):
    """Compare what enters the last layer of each shortened network with (height, width, channels), as in `sizes` and `mistakes`."""
    listed = ", ".join(" x ".join(str(side) for side in size) for size in sizes)
    help_line = f"Values that enter the dense layer where the table ends after row 1, 2, …: {listed}. Look at padding, strides and pooling."
    named = {sentence: _counted(wrong) for sentence, wrong in (mistakes or {}).items()}
    expect(received, equals=_counted(sizes), mistakes=named, help=help_line)


def _counted(sizes):
    return [[int(np.prod(size))] for size in sizes]


def expect_network(facts, given, compute, help_line, mistakes, kinds=({},), maps=None):
    """Compare probabilities, by their logarithms, with the network in NumPy.

    Args:
        compute: what is right, called as `compute(images, case)`, with keywords where the network comes in several kinds.
        mistakes: what is wrong, called likewise, by the sentence that says so.
        kinds: the keywords of each kind.
        maps: of a network with dropout, what computes the maps that reach its dense layers.
    """
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], facts, strict=True):
        expect(len(fact["shapes"]), at_least=1, help="Weights found: all must exist when the function returns.")
        expect(fact["output"].shape, equals=(len(images), case["classes"]), help="One probability for each class.")
        _expect_sums_of_one(fact["output"])
        received = logarithms(fact["output"])
        made = partial(_nearest, received, images, case, kinds)
        wanted = made(compute)
        named = {sentence: partial(made, wrong) for sentence, wrong in mistakes.items()}
        named[SOFTMAX_TWICE] = partial(made, partial(with_softmax_twice, compute))
        if maps is not None:
            named[ALWAYS_DROPPED] = partial(made, partial(with_dropout, maps, received))
        text = f"{help_line} ({IN_LOGARITHMS})"
        expect(received, close_to=wanted, tolerance=NETWORK_TOLERANCE, mistakes=named, help=text)


def _expect_sums_of_one(outputs):
    help_line = "Probabilities sum to 1: softmax, exactly once, at the end."
    if np.min(outputs) < 0:
        help_line = f"{SCORES} {help_line}"
    expect(np.sum(outputs, axis=-1), close_to=np.ones(len(outputs)), help=help_line)


def _nearest(received, images, case, kinds, make):
    """Return the logarithms of what `make` computes, of the kind that is nearest to what was received."""
    outputs = [logarithms(make(images, case, **kind)) for kind in kinds]
    return min(outputs, key=lambda output: largest_difference(output, received))


def logarithms(probabilities):
    # Below this, single precision has none.
    return np.log(np.maximum(probabilities, 1e-30))


def expect_silenced(probabilities, share, help_line, mistakes):
    """Compare the share of outputs that dropout has silenced."""
    silenced = probabilities < probabilities.max(axis=-1, keepdims=True) / 2
    received = float(np.mean(silenced))
    expect(received, close_to=share, tolerance=SHARE_TOLERANCE, mistakes=mistakes, help=help_line)


def expect_half_dropped(probabilities):
    """Expect that half of the outputs of two hidden dense layers are dropped."""
    help_line = (
        "The share of outputs silenced by two dropouts of one half is 1 - 1/2 * 1/2. None may follow the last layer."
    )
    expect_silenced(probabilities, 0.75, help_line, OTHER_SHARES)
