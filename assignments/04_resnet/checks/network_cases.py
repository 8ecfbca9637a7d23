"""What the checks of a whole network share: its parameters, and what is expected of one whose units have no weights."""

import numpy as np

from autograder import expect
from autograder.authoring import draw_weights

from .cases import TOLERANCE
from .in_numpy import network, parameters, units
from .network_mistakes import output_mistakes

# A free choice of BN's epsilon moves scores of about 100 by 2e-3.
LOGARITHM_TOLERANCE = 5e-2
NETWORK_WEIGHTS = ["beta", "bias", "gamma", "kernel", "kernel", "moving_mean", "moving_variance"]
WITHOUT_UNITS = (
    "These are the weights of stem (convolution without bias, BN) and head (dense); the units of this check have none."
)
ONE_UNIT_SHORT = "The parameters of one residual unit are missing, as where like units share their weights."
ACCEPTED = {
    "Stages that do not match in length were accepted without a word.": ["none", "ValueError"],
    "An unknown stem was accepted without a word.": ["ValueError", "none"],
    "Both were accepted without a word.": ["none", "none"],
}


def small_network_parameters(case):
    """Return the trainable parameters of a network whose first stage has residual units and whose second has bottlenecks."""
    channels = case["filters"][0]
    total = 27 * channels + 2 * channels
    for stage, strides, filters in units(case["blocks"], case["filters"]):
        unit, expansion = ("residual", 1) if stage == 0 else ("bottleneck", 4)
        total += parameters(unit, {"channels": channels, "filters": filters, "strides": strides})
        channels = expansion * filters
    return total + 3 * channels + 3


def named_weights(seed, described):
    drawn = draw_weights(seed, [(item["name"], item["shape"]) for item in described])
    names = [
        {2: "head", 4: "stem"}[array.ndim] if item["name"] == "kernel" else item["name"]
        for item, array in zip(described, drawn, strict=True)
    ]
    return dict(zip(names, drawn, strict=True))


def logarithms(probabilities):
    # Below this, single precision has none.
    return np.log(np.maximum(probabilities, 1e-30))


def expect_network_without_units(case, images, fact):
    expect(
        fact["output"].shape,
        equals=(len(images), case["classes"]),
        mistakes={"The head has 1000 outputs, whatever `num_classes` says.": (len(images), 1000)},
        help="The output has one probability for each class.",
    )
    expect(sorted(item["name"] for item in fact["weights"]), equals=NETWORK_WEIGHTS, help=WITHOUT_UNITS)
    kernels = sorted([item["shape"] for item in fact["weights"] if item["name"] == "kernel"], key=len)
    side = 7 if case["stem"] == "large" else 3
    wanted = [[case["filters"][-1], case["classes"]], [side, side, 3, case["filters"][0]]]
    expect(kernels, equals=wanted, help="These are the kernels of head and stem; the units of this check have none.")
    expect_probabilities(case, images, fact)
    expect(
        fact["trained"][1],
        close_to=fact["trained"][0],
        tolerance=TOLERANCE,
        help="Two calls with training=True on the same images differ: there is no dropout or noise in this network.",
    )


def expect_probabilities(case, images, fact):
    weights = named_weights(case["seed"], fact["weights"])
    wanted = network(images, case, weights)
    help_line = f"Stem '{case['stem']}': convolution, BN, ReLU; head: mean over the image, dense, softmax once."
    expect(
        fact["output"],
        close_to=wanted,
        tolerance=TOLERANCE,
        mistakes=output_mistakes(images, case, weights, seen=lambda output: output),
        help=help_line,
    )
    expect(
        logarithms(fact["output"]),
        close_to=logarithms(wanted),
        tolerance=LOGARITHM_TOLERANCE,
        mistakes=output_mistakes(images, case, weights, seen=logarithms),
        help=f"{help_line} (Logarithms of the probabilities: a sure network shows no difference otherwise.)",
    )
