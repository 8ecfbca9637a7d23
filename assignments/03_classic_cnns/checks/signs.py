"""Mistakes that show in facts of the student's own network, with nothing to compare them with."""

import numpy as np

from autograder import signs

SCORES = "Some outputs are negative: these are scores, and softmax is missing."
ALWAYS_DROPPED = "Half of the hidden outputs are dropped in prediction, too. Dropout acts in training only."
NOT_TRAINED = "No weight of the given model has moved: nothing was fitted, or not this model."
ALWAYS_THE_SAME = (
    "Every flower gets the same answer: the network no longer looks at its image, as after steps that are too large."
)


def of_scores(outputs):
    return signs({SCORES: bool(np.min(outputs) < 0)})


def of_dropout(fact):
    """Name a network with dropout that predicts otherwise when it is asked again."""
    return signs({ALWAYS_DROPPED: lambda: not np.allclose(fact["output"], fact["again"], rtol=1e-3, atol=0)})


def of_no_training(moved):
    return signs({NOT_TRAINED: not any(moved)})


def of_blindness(probabilities):
    return signs({ALWAYS_THE_SAME: lambda: np.ptp(probabilities, axis=0).max() < 1e-6})
