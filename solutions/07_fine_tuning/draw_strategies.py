"""Draws the handout's figure from recorded results: `python solutions/07_fine_tuning/draw_strategies.py`."""

import json
from pathlib import Path

from matplotlib.figure import Figure

HERE = Path(__file__).resolve().parent
PICTURE = HERE.parents[1] / "assignments" / HERE.name / "strategies.png"


def draw() -> Figure:
    """Return the figure: photos on the left; on the right every calibrated run on drawings, where they are recorded."""
    photos = json.loads((HERE / "strategies.json").read_text())
    recorded = HERE / "calibration.json"
    drawings = json.loads(recorded.read_text())["cpu"]["results"] if recorded.exists() else {}
    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.subplots(1, 2 if drawings else 1, squeeze=False)[0]
    for entry in photos["strategies"]:
        label = f"{entry['strategy']}\nn = {entry['seeds']}"
        axes[0].errorbar(label, entry["mean"], yerr=entry["deviation"] or 0, fmt="o", color="C0", capsize=4)
        axes[0].annotate(
            f"{entry['mean']:.3f}", (label, entry["mean"]), xytext=(6, -10), textcoords="offset points", size=8
        )
    axes[0].set(title=photos["title"], ylabel="test accuracy", ylim=(0, 1.05), xlim=(-0.5, 3.7))
    for number, (strategy, result) in enumerate(drawings.items()):
        axes[1].plot([number] * len(result["values"]), result["values"], "o", color="C0", alpha=0.35)
        axes[1].hlines(result["threshold"], number - 0.25, number + 0.25, color="C3")
    if drawings:
        axes[1].set_xticks(
            range(len(drawings)), [f"{name}\nn = {len(found['values'])}" for name, found in drawings.items()]
        )
        axes[1].set(title="Drawings, 64 px: each seed; red: threshold", xlim=(-0.6, len(drawings) - 0.4))
    return figure


if __name__ == "__main__":
    # Without a date in it, so that equal records give an equal file.
    draw().savefig(PICTURE, dpi=100, metadata={"Software": None})
