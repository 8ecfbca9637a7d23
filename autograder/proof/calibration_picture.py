"""Draws what calibration has measured: the reference's results, the threshold, and the known mistakes below it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

_LINE_HEIGHT, _HISTOGRAM_HEIGHT, _WIDTH = 0.24, 1.3, 7.5  # inches


def draw_calibration(recorded: Mapping[str, Any], title: str) -> Figure:
    """Return a figure with one column for each threshold: a histogram of the reference, and below it each measured variant.

    Args:
        recorded: one profile's entry of `calibration.json`.
        title: stands above all.
    """
    names, variants = list(recorded["results"]), sorted(recorded["variants"].items(), reverse=True)
    measured = [(variant, found) for variant, found in variants if found]
    heights = [_HISTOGRAM_HEIGHT, max(_LINE_HEIGHT * len(measured), 0.1)]
    figure = Figure(figsize=(_WIDTH, sum(heights) + 1.1), layout="constrained")
    grid = figure.subplots(2, len(names), sharex="col", sharey="row", squeeze=False, height_ratios=heights)
    figure.suptitle(title)
    grid[0, 0].set_ylabel("runs", fontsize=8)
    for name, (above, below) in zip(names, grid.T, strict=True):
        _draw_reference(above, name, recorded["results"][name])
        _draw_variants(below, name, measured, recorded["results"][name]["threshold"])
    return figure


def save_calibration(recorded: Mapping[str, Any], title: str, path: Path) -> None:
    """Draw and save; equal records give an equal file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draw_calibration(recorded, title).savefig(path, dpi=100, metadata={"Software": None})


def _draw_reference(axes: Axes, name: str, result: Mapping[str, Any]) -> None:
    axes.hist(result["values"], bins=8, color="C0", label=f"reference, {len(result['values'])} seeds")
    axes.axvline(result["threshold"], color="C3", label=f"threshold {100 * result['threshold']:.1f} %")
    axes.legend(fontsize=7, loc="upper left")
    axes.set_title(name, fontsize=9)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _draw_variants(axes: Axes, name: str, variants: list[tuple[str, Mapping[str, Any]]], threshold: float) -> None:
    for line, (variant, found) in enumerate(variants):
        values = found.get(name, {}).get("values", [])
        color = "C2" if variant.startswith("right/") else "C1"
        axes.plot(values, [line] * len(values), "o", color=color, alpha=0.5, markersize=4)
    axes.axvline(threshold, color="C3")
    axes.set_yticks(range(len(variants)), [_in_words(variant, found) for variant, found in variants], fontsize=7)
    axes.set_ylim(-0.7, len(variants) - 0.3)
    axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")


def _in_words(variant: str, found: Mapping[str, Any]) -> str:
    kind, _, stem = variant.partition("/")
    seeds = max(len(entry["seeds"]) for entry in found.values())
    return f"{kind}: {stem.replace('_', ' ')}, {seeds} seeds"
