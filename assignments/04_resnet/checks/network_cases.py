"""What the checks of a whole network share: networks drawn at random, and what is expected of one whose units have no weights."""

import numpy as np

from autograder import Inputs, expect, giving_all

from .cases import TOLERANCE

# A free choice of BN's epsilon moves scores of about 100 by 2e-3.
LOGARITHM_TOLERANCE = 5e-2
NETWORK_WEIGHTS = ["beta", "bias", "gamma", "kernel", "kernel", "moving_mean", "moving_variance"]
WITHOUT_UNITS = (
    "These are the weights of stem (convolution without bias, BN) and head (dense); the units of this check have none."
)


def drawn_network(rng, stem, stages):
    """Return one network's description."""
    # Odd, and odd again when halved: there every usual padding gives the same numbers.
    height, width = (int(size) for size in rng.choice([33, 37, 41], 2, replace=False))
    # Different depths show an order that is turned round; two stages of one width, strides that follow the width.
    blocks = [int(count) for count in rng.permutation(np.arange(stages) % 3 + 1)]
    widths = [int(width) for width in rng.choice([4, 6, 8, 10, 12], 2, replace=False)]
    filters = [widths[0], *widths[1:] * (stages - 1)]
    classes, seed = int(rng.integers(3, 8)), int(rng.integers(2**31))
    return {
        "input_shape": [height, width, 3],
        "blocks": blocks,
        "filters": filters,
        "stem": stem,
        "classes": classes,
        "seed": seed,
    }


def drawn_networks(rng):
    """Return networks of both stems and of few and many stages."""
    kinds = (("small", 3), ("large", 2), ("small", 5), ("small", 1))
    return Inputs(sent={"cases": [drawn_network(rng, *kind) for kind in kinds]})


def expect_published(fact, answer, mistakes):
    """Compare the trainable parameters of a network with the published number."""
    parameters = {tuple(unit): count for unit, count in answer["units"]}
    asked = [unit[:2] for unit in fact["asked"]]
    # A unit that occurs in no published network counts nothing: the sum is wrong with or without it.
    in_units = sum(parameters.get((*unit[:2], unit[-1]), 0) for unit in fact["asked"])
    expect(
        fact["around_units"] + in_units,
        equals=answer["total"],
        mistakes=giving_all([asked], mistakes["units"].items()) | mistakes["total"],
        help=f"{answer['name']}: {len(asked)} units and {fact['around_units']} parameters around them. "
        "Only the dense layer has a bias.",
    )


def logarithms(probabilities):
    """Return their logarithms, in which a sure network's differences show."""
    # Below this, single precision has none.
    return np.log(np.maximum(probabilities, 1e-30))


def expect_network_without_units(fact, answer, mistakes, stem):
    """Compare stem and head of a network whose units have no weights."""
    expect(
        fact["output"].shape,
        equals=answer["probabilities"].shape,
        mistakes=mistakes["shape"],
        help="The output has one probability for each class.",
    )
    expect(sorted(item["name"] for item in fact["weights"]), equals=NETWORK_WEIGHTS, help=WITHOUT_UNITS)
    kernels = sorted([item["shape"] for item in fact["weights"] if item["name"] == "kernel"], key=len)
    help_line = "These are the kernels of head and stem; the units of this check have none."
    expect(kernels, equals=answer["kernels"], help=help_line)
    expect_probabilities(fact["output"], answer, mistakes, stem)
    expect(
        fact["trained"][1],
        close_to=fact["trained"][0],
        tolerance=TOLERANCE,
        help="Two calls with training=True on the same images differ: there is no dropout or noise in this network.",
    )


def expect_probabilities(output, answer, mistakes, stem):
    """Compare probabilities, and their logarithms."""
    help_line = f"Stem '{stem}': convolution, BN, ReLU; head: mean over the image, dense, softmax once."
    expect(
        output,
        close_to=answer["probabilities"],
        tolerance=TOLERANCE,
        mistakes=mistakes["probabilities"],
        help=help_line,
    )
    expect(
        logarithms(output),
        close_to=answer["logarithms"],
        tolerance=LOGARITHM_TOLERANCE,
        mistakes=mistakes["logarithms"],
        help=f"{help_line} (Logarithms of the probabilities: a sure network shows no difference otherwise.)",
    )
