"""What known mistakes give in each probe instead of what must come out."""

from autograder import EachCase, Mistakes, mistakes

from .answers import PUBLISHED, PUBLISHED_FILTERS, small_network_parameters
from .network_cases import logarithms
from .network_mistakes import probability_mistakes, size_mistakes, stage_mistakes
from .textbook import EXPANSION
from .unit_mistakes import bias_mistakes, silenced_mistakes, unit_mistakes

PIXELS_BEFORE_HEAD = 7 * 7
PUBLISHED_STAGES = {"blocks": [3, 4, 6, 3], "filters": list(PUBLISHED_FILTERS)}
ONE_UNIT_SHORT = "The parameters of one residual unit are missing, as where like units share their weights."


@mistakes("residual_zeroed")
def silenced_units(given):
    """Return mistakes that show where all normalisations give -0.5."""
    return [silenced_mistakes(images) for images in given.sent["images"]]


@mistakes("residual_identity", "residual_wider", "residual_strided", "residual_activated")
def residual_units(given):
    """Return mistakes in what residual units are made of and output."""
    return _units("residual", given)


@mistakes("bottleneck_outputs", "bottleneck_activated")
def bottleneck_units(given):
    """Return mistakes in what bottleneck units are made of and output."""
    return _units("bottleneck", given)


def _units(unit, given):
    return [unit_mistakes(unit, *drawn) for drawn in zip(given.sent["cases"], given.sent["images"], strict=True)]


@mistakes("residual_parameters")
def residual_parameters(given):
    """Return the numbers of parameters of units with biases."""
    return bias_mistakes("residual", given.sent["cases"])


@mistakes("bottleneck_parameters")
def bottleneck_parameters(given):
    """Return the numbers of parameters of units with biases."""
    return bias_mistakes("bottleneck", given.sent["cases"])


@mistakes("published_networks")
def published_networks(given):
    """Return mistakes in what published networks ask of their units, and in their trainable parameters."""
    asked = {sentence: EachCase([units]) for sentence, units in stage_mistakes(PUBLISHED_STAGES).items()}
    return [
        {"units": Mistakes(asked), "total": _totals(total, EXPANSION[unit] * PUBLISHED_FILTERS[-1])}
        for unit, total in PUBLISHED.values()
    ]


def _totals(total, width):
    """Return mistakes in the published number of parameters of a network in which so many channels enter the head."""
    return Mistakes(
        {
            "The dense layer has weights for every pixel, as where the image is flattened and not averaged.": (
                total + (PIXELS_BEFORE_HEAD - 1) * width * 1000
            ),
            "128 are missing, as many as gamma and beta of a normalisation in the stem.": total - 128,
            "64 are too many, as many as biases of the stem's convolution.": total + 64,
        }
    )


@mistakes("network_stages")
def stages(given):
    """Return mistakes in the units that are asked for, and in the sizes that enter them."""
    return [{"units": stage_mistakes(case), "sizes": size_mistakes(case)} for case in given.sent["cases"]]


@mistakes("network_outputs")
def networks(given):
    """Return mistakes in the output of networks whose units have no weights."""
    return [_network(*drawn) for drawn in zip(given.sent["cases"], given.sent["images"], strict=True)]


def _network(case, images):
    whole_head = "The head has 1000 outputs, whatever `num_classes` says."
    return {
        "shape": Mistakes({whole_head: (len(images), 1000)}),
        "probabilities": probability_mistakes(images, case, seen=lambda output: output),
        "logarithms": probability_mistakes(images, case, seen=logarithms),
    }


@mistakes("network_learning")
def small_network(given):
    """Return the trainable parameters where like units share theirs."""
    return Mistakes({ONE_UNIT_SHORT: small_network_parameters(given.sent["case"] | {"blocks": [1, 1]})})
