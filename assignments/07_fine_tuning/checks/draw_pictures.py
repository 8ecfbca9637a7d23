"""Draws what your classifiers confuse. Run it in this folder:

python draw_pictures.py fine_tuning.py   # writes confusion.png; trains two classifiers, half a minute
"""

import importlib.util
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from autograder.assignment.loading import load_assignment
from source_data import FLOWER_NAMES, draw_flowers
from source_data.backbones import load_backbone, preprocessing

from .test_4_comparison import drawn_splits

HERE = Path(__file__).resolve().parent
UNSEEN_SEED = 2


def loaded(file):
    """Return a Python file as a module."""
    specification = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def compared(student, data, seeds, strategies):
    """Return what `compare_strategies` does under the budget of the cpu profile."""
    settings = load_assignment(HERE).profile("cpu").settings
    shape = (settings["size"], settings["size"], 3)
    return student.compare_strategies(
        lambda weights: load_backbone(settings["backbone"], shape, weights, blocks=settings["blocks"]),
        data,
        len(FLOWER_NAMES),
        seeds,
        strategies=strategies,
        epochs=settings["epochs"],
        num_layers=settings["num_layers"],
        preprocess_input=preprocessing(settings["backbone"]),
    )


def draw_confusion(student):
    """Train as the check of accuracy does, and draw for each strategy which flower was taken for which."""
    settings = load_assignment(HERE).profile("cpu").settings
    size, strategies = settings["size"], settings["strategies"]
    rows, models = compared(student, drawn_splits(settings), [1], strategies)
    images, labels = draw_flowers(settings["held_back"], UNSEEN_SEED, size)
    figure, axes = plt.subplots(
        1, len(strategies), figsize=(3.6 * len(strategies), 3.9), sharey=True, layout="constrained"
    )
    for axis, strategy in zip(axes, strategies, strict=True):
        answers = np.argmax(models[strategy, 1].predict(images.astype(np.float32), verbose=0), axis=1)
        draw_matrix(axis, labels, answers)
        axis.set_title(f"{strategy}: {np.mean(answers == labels):.1%} of {len(labels)}", fontsize=9)
    axes[0].set_ylabel("flower")
    figure.savefig("confusion.png", dpi=110, bbox_inches="tight", metadata={"Software": None})


def draw_matrix(axis, labels, answers):
    """Draw how often each flower (row) was taken for each (column), in % of the row."""
    counts = np.zeros((len(FLOWER_NAMES),) * 2)
    np.add.at(counts, (labels, answers), 1)
    shares = 100 * counts / counts.sum(axis=1, keepdims=True)
    axis.imshow(shares, cmap="Blues", vmin=0, vmax=100)
    for row, column in np.ndindex(shares.shape):
        shade = "white" if shares[row, column] > 50 else "black"
        axis.text(column, row, f"{shares[row, column]:.0f}", ha="center", va="center", color=shade, fontsize=8)
    axis.set_xticks(range(len(FLOWER_NAMES)), FLOWER_NAMES, rotation=40, ha="right", fontsize=8)
    axis.set_yticks(range(len(FLOWER_NAMES)), FLOWER_NAMES, fontsize=8)
    axis.set_xlabel("taken for")


if __name__ == "__main__":
    draw_confusion(loaded(Path(sys.argv[1])))
