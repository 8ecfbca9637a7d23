"""Draws what your classifiers confuse. Run it in the assignment's folder:

python checks/draw_pictures.py fine_tuning.py   # writes confusion.png beside it; trains two classifiers, half a minute

With `--out FOLDER` it is written there.
"""

import argparse
import importlib.util
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from autograder.assignment import load_assignment
from source_data import FLOWER_NAMES, draw_flowers
from source_data.backbones import load_backbone, preprocessing

ASSIGNMENT = load_assignment(Path(__file__).resolve().parents[1])
SETTINGS = ASSIGNMENT.profile("cpu").settings
UNSEEN_SEED = 2


def splits():
    """Return the images and labels that the check of accuracy trains on."""
    return ASSIGNMENT.package.module(ASSIGNMENT.checks_folder / "cases.py").drawn_splits(SETTINGS)


def loaded(file):
    """Return a Python file as a module."""
    specification = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def compared(student, data, seeds, strategies):
    """Return what `compare_strategies` does under the budget of the cpu profile."""
    shape = (SETTINGS["size"], SETTINGS["size"], 3)
    return student.compare_strategies(
        lambda weights: load_backbone(SETTINGS["backbone"], shape, weights, blocks=SETTINGS["blocks"]),
        data,
        len(FLOWER_NAMES),
        seeds,
        strategies=strategies,
        epochs=SETTINGS["epochs"],
        num_layers=SETTINGS["num_layers"],
        preprocess_input=preprocessing(SETTINGS["backbone"]),
    )


def draw_confusion(student, path):
    """Train as the check of accuracy does, and draw for each strategy which flower was taken for which."""
    strategies = SETTINGS["strategies"]
    _, models = compared(student, splits(), [1], strategies)
    images, labels = draw_flowers(SETTINGS["held_back"], UNSEEN_SEED, SETTINGS["size"])
    figure, axes = plt.subplots(
        1, len(strategies), figsize=(3.6 * len(strategies), 3.9), sharey=True, layout="constrained"
    )
    for axis, strategy in zip(axes, strategies, strict=True):
        answers = np.argmax(models[strategy, 1].predict(images.astype(np.float32), verbose=0), axis=1)
        draw_matrix(axis, labels, answers)
        axis.set_title(f"{strategy}: {np.mean(answers == labels):.1%} of {len(labels)}", fontsize=9)
    axes[0].set_ylabel("flower")
    figure.savefig(path, dpi=110, bbox_inches="tight", metadata={"Software": None})


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
    parser = argparse.ArgumentParser(description="Draws what your classifiers confuse.")
    parser.add_argument("file", type=Path, help="your fine_tuning.py")
    parser.add_argument("--out", type=Path, help="folder for the picture; without it, that of your file")
    chosen = parser.parse_args()
    draw_confusion(loaded(chosen.file), (chosen.out or chosen.file.parent) / "confusion.png")
