"""What known mistakes in comparing strategies give: each by the sentence that names it."""

import numpy as np

from autograder import Mistakes, mistakes

from .cases import STRATEGIES
from .in_numpy import described_weights, number_of_parameters, parameters_of_head
from .mistakes_in_freezing import together
from .paired import errors_above_zero, paired_differences


@mistakes("compared_runs")
def wrong_runs(given):
    """Return for each strategy mistakes in the weights that a run starts from, and in its number of parameters."""
    case = given.sent["case"]
    return {name: {"weights": _of_start(name), "parameters": _of_parameters(case, name)} for name in STRATEGIES}


def _of_start(strategy):
    if strategy == "scratch":
        return Mistakes({'The network "from scratch" started from ImageNet\'s weights.': ["imagenet"]})
    return Mistakes({"It started from random weights.": ["None"]})


def _of_parameters(case, strategy):
    head, everything = parameters_of_head(case), [name for name, _ in described_weights(case)]
    named = {"All weights were counted, frozen ones, too.": head + number_of_parameters(case, everything)}
    before = "Those are the head's alone, as before anything was unfrozen."
    return Mistakes(named if strategy == "frozen" else {before: head} | named)


@mistakes("verdicts")
def wrong_verdicts(given):
    """Return what mistakes in comparing say of all tables."""
    tables = given.sent["tables"]
    differences = [paired_differences(rows, "first", "second") for rows in tables]
    groups = [[_accuracies(rows, name) for name in ("first", "second")] for rows in tables]
    higher = "The higher mean was called better, however small the gain."
    few = "A gain of less than three standard errors was called better."
    deviation = "The deviation of single differences was taken for the error of their mean."
    return together(
        [
            (higher, [bool(np.mean(first or 0) > np.mean(second or 0)) for first, second in groups]),
            (higher, [bool(found) and bool(np.mean(found) > 0) for found in differences]),
            (few, [_is_beyond(1, found) for found in differences]),
            (few, [_is_beyond(2, found) for found in differences]),
            ("A single pair was enough.", [_is_beyond_or_single(found) for found in differences]),
            ("Runs were compared as two groups, not seed by seed.", [_is_beyond_as_groups(*pair) for pair in groups]),
            (deviation, [_is_beyond(3 * np.sqrt(len(found)), found) for found in differences]),
        ]
    )


def _accuracies(rows, strategy):
    return [row["test_accuracy"] for row in rows if row["strategy"] == strategy]


def _is_beyond(errors, differences):
    return len(differences) >= 2 and bool(errors_above_zero(differences) > errors)


def _is_beyond_or_single(differences):
    return differences[0] > 0 if len(differences) == 1 else _is_beyond(3, differences)


def _is_beyond_as_groups(first, second):
    """Return whether the gain is three times the error of two independent groups."""
    if min(len(first), len(second)) < 2:
        return False
    gain = np.mean(first) - np.mean(second)
    error = np.hypot(*(np.std(group, ddof=1) / np.sqrt(len(group)) for group in (first, second)))
    return bool(gain > 3 * error)
