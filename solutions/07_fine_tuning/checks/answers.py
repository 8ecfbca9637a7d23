"""What must come out of each probe, computed from its inputs."""

import numpy as np

from autograder import answers

from .cases import STRATEGIES
from .in_numpy import (
    answers_of_classifier,
    channels,
    described_weights,
    head_weights,
    learning_weights,
    number_of_parameters,
    parameters_of_head,
    pooled,
)
from .paired import errors_above_zero, paired_differences
from .small_networks import likeliest, probabilities


@answers("classified_drawings")
def classes_of_drawings(given):
    """Return for each network, for each photo, the names of the likeliest classes and their probabilities."""
    cases = zip(given.sent["cases"], given.sent["photos"], strict=True)
    return [[likeliest(case, values) for values in probabilities(case, photos)] for case, photos in cases]


@answers("classifier_outputs")
def classifiers(given):
    """Return for each classifier the shapes of its head's weights, what it answers, and how many parameters learn."""
    return [
        {
            "head": sorted([[channels(case), case["classes"]], [case["classes"]]]),
            "output": answers_of_classifier(case, images),
            "parameters": parameters_of_head(case),
        }
        for case, images in zip(given.sent["cases"], given.sent["images"], strict=True)
    ]


@answers("classifier_dropout")
def answers_under_dropout(given):
    """Return for each classifier what it answers for its image, and how far dropout spreads that."""
    pairs = zip(given.sent["cases"], given.sent["images"], strict=True)
    return [
        {"output": answers_of_classifier(case, images[:1])[0], "spread": spread_by_dropout(case, images[:1])}
        for case, images in pairs
    ]


def spread_by_dropout(case, image):
    """Return the standard deviation that dropout gives the difference of the first two logits of one image."""
    kernel, _ = head_weights(case)
    parts = pooled(case, image)[0] * (kernel[:, 1] - kernel[:, 0])
    return np.sqrt(case["dropout"] / (1 - case["dropout"]) * np.sum(parts**2))


@answers("unfrozen_steps", "unfrozen_again", "unfrozen_edges")
def kernels_that_learn(given):
    """Return for each backbone, for each of its calls, the kernels that a step moves then."""
    return [[learning_weights(case, call or 0) for call in case["calls"]] for case in given.sent["cases"]]


@answers("two_phases")
def kernels_of_both_phases(given):
    case = given.sent["case"]
    return {"moved": learning_weights(case, case["num_layers"])}


@answers("compared_runs")
def runs(given):
    """Return for each strategy which weights its backbone starts from, which ones move, and how many parameters learn."""
    return {strategy: _run(given.sent["case"], strategy, given.sent["num_layers"]) for strategy in STRATEGIES}


def _run(case, strategy, num_layers):
    if strategy == "scratch":
        # Averages move as well.
        moved = [name for name, _ in described_weights(case)]
    else:
        moved = learning_weights(case, {"frozen": 0, "top": num_layers, "all": len(case["layers"])}[strategy])
    trainable = [name for name in moved if "moving_" not in name]
    return {
        "weights": ["None" if strategy == "scratch" else "imagenet"],
        "moved": moved,
        "parameters": number_of_parameters(case, trainable) + parameters_of_head(case),
    }


@answers("verdicts")
def verdicts(given):
    """Return for each table whether the first strategy's paired differences lie three standard errors above zero."""
    differences = [paired_differences(rows, "first", "second") for rows in given.sent["tables"]]
    return [len(found) >= 2 and bool(errors_above_zero(found) > 3) for found in differences]
