"""Tables of two strategies' runs, compared seed by seed."""

import numpy as np


def paired_differences(rows, first, second):
    """Return `first` minus `second` in test accuracy, for each seed that both have."""
    differences = []
    for row in rows:
        for other in rows:
            if row["strategy"] == first and other["strategy"] == second and row["seed"] == other["seed"]:
                differences.append(row["test_accuracy"] - other["test_accuracy"])
    return differences


def errors_above_zero(differences):
    """Return how many standard errors the mean of two differences or more lies above zero."""
    return np.mean(differences) / (np.std(differences, ddof=1) / np.sqrt(len(differences)))
