"""Fails: test_better_takes_three_standard_errors, test_figure_shows_every_run, test_drawn_tables

The higher mean is called better, pairs or not, and the figure shows nothing but means (A). Tells: two standard errors; runs without a mark.
"""

import numpy as np


def is_better(rows, first, second):
    means = [
        np.mean([row["test_accuracy"] for row in rows if row["strategy"] == name] or [0]) for name in (first, second)
    ]
    return bool(means[0] > means[1])


def draw_comparison(rows):
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.subplots()
    for strategy in STRATEGIES:
        axes.bar(strategy, np.mean([row["test_accuracy"] for row in rows if row["strategy"] == strategy]))
    return figure
