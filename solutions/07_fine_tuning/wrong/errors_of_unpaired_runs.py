"""Fails: test_better_takes_three_standard_errors, test_drawn_tables

The standard error is that of two independent samples: what the seeds have in common counts as noise (B). Tells: a small, steady gain.
"""

import numpy as np


def is_better(rows, first, second):
    groups = [[row["test_accuracy"] for row in rows if row["strategy"] == name] for name in (first, second)]
    if min(map(len, groups)) < 2:
        return False
    error = np.sqrt(sum(np.var(group, ddof=1) / len(group) for group in groups))
    return bool(np.mean(groups[0]) - np.mean(groups[1]) > 3 * error)
