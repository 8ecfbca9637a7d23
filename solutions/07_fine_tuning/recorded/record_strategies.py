"""Draws the handout's comparison of strategies: `python solutions/07_fine_tuning/recorded/record_strategies.py`.

With `--measure`, the reference first compares all strategies on drawings anew, which takes some minutes. The figures on photos were measured elsewhere.
"""

import json
import sys
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

SOLUTION = Path(__file__).resolve().parents[1]
PUBLIC = SOLUTION.parents[1] / "assignments" / SOLUTION.name
RECORDED = SOLUTION / "recorded" / "strategies.json"
SEEDS = range(1, 9)
TEST_IMAGES, TEST_SEED = 400, 2


def measure():
    """Return the rows of the reference's comparison under the cpu profile's budget, on more test images than students get."""
    sys.path.insert(0, str(PUBLIC / "checks"))
    import draw_pictures

    from source_data import draw_flowers

    size = draw_pictures.SETTINGS["size"]
    data = draw_pictures.splits() | {"test": draw_flowers(TEST_IMAGES, TEST_SEED, size)}
    solution = draw_pictures.loaded(SOLUTION / "fine_tuning.py")
    rows, _ = draw_pictures.compared(solution, data, SEEDS, solution.STRATEGIES)
    return [
        row | {name: round(row[name], 4) for name in ("seconds", "valid_accuracy", "test_accuracy")} for row in rows
    ]


def draw(photos, rows):
    """Return the figure: photos on the left; on the right every run on drawings."""
    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.subplots(1, 2, sharey=True)
    for entry in photos["strategies"]:
        label = f"{entry['strategy']}\nn = {entry['seeds']}"
        axes[0].errorbar(label, entry["mean"], yerr=entry["deviation"] or 0, fmt="o", color="C0", capsize=4)
        axes[0].annotate(
            f"{entry['mean']:.3f}", (label, entry["mean"]), xytext=(6, -10), textcoords="offset points", size=8
        )
    axes[0].set(title=photos["title"], ylabel="test accuracy", ylim=(0, 1.05), xlim=(-0.5, 3.7))
    for strategy in dict.fromkeys(row["strategy"] for row in rows):
        found = [row["test_accuracy"] for row in rows if row["strategy"] == strategy]
        label = f"{strategy}\nn = {len(found)}"
        axes[1].plot([label] * len(found), found, "o", color="C0", alpha=0.35)
        axes[1].annotate(
            f"{np.mean(found):.3f}", (label, np.mean(found)), xytext=(8, -3), textcoords="offset points", size=8
        )
    axes[1].set(title="Drawings, 64 px, 12 epochs", xlim=(-0.5, 3.7))
    return figure


if __name__ == "__main__":
    recorded = json.loads(RECORDED.read_text())
    if sys.argv[1:] == ["--measure"]:
        recorded["drawings"] = measure()
        RECORDED.write_text(json.dumps(recorded, indent=2) + "\n")
    # Without a date in it, so that equal records give an equal file.
    draw(recorded["photos"], recorded["drawings"]).savefig(
        PUBLIC / "pictures" / "strategies.png", dpi=100, metadata={"Software": None}
    )
