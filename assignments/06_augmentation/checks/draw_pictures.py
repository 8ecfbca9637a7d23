"""Draws what your augmentation does, and what it is worth. Run it in this folder:

python draw_pictures.py grid augmentation.py     # writes augmentation_grid.png
python draw_pictures.py curves augmentation.py   # writes learning_curves.png; trains two networks, half a minute
"""

import importlib.util
import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

from autograder.assignment.loading import load_assignment
from source_data import FLOWER_NAMES, flower_arrays

from .cases import sunlit

HERE = Path(__file__).resolve().parent
COLOURS = {"plain": "tab:grey", "augmented": "tab:green"}


def main():
    what, file = sys.argv[1:]
    {"grid": draw_grid, "curves": draw_curves}[what](loaded(Path(file)))


def loaded(file):
    """Return a Python file as a module."""
    specification = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def draw_grid(student, rows=4):
    """Draw one flower of each kind: unchanged in the first row, augmented anew in each of the others."""
    images, labels = flower_arrays("train")
    chosen = images[[np.flatnonzero(labels == label)[1] for label in range(len(FLOWER_NAMES))]].astype(np.float32)
    augmentation = student.build_augmentation(seed=1)
    shown = [chosen] + [np.asarray(augmentation(chosen, training=True)) for _ in range(rows - 1)]
    figure, axes = plt.subplots(rows, len(chosen), figsize=(len(chosen), rows * 1.05), squeeze=False)
    for column, name in enumerate(FLOWER_NAMES):
        axes[0, column].set_title(name, fontsize=8)
    for axis, image in zip(axes.flat, np.concatenate(shown), strict=True):
        axis.imshow(np.rint(image).clip(0, 255).astype(np.uint8), interpolation="nearest")
        axis.set_axis_off()
    save(figure, "augmentation_grid.png")


def draw_curves(student):
    """Draw training and validation accuracy of both runs of `compare`, over the range in which the reference's lie."""
    histories, reference = curves(student, seed=1), json.loads((HERE / "reference_curves.json").read_text())
    figure, axes = plt.subplots(1, 2, figsize=(8, 3.2), sharey=True)
    for axis, measured, title in zip(axes, ("accuracy", "val_accuracy"), ("training", "validation"), strict=True):
        for run, history in histories.items():
            epochs, colour = np.arange(1, len(history[measured]) + 1), COLOURS[run]
            ranges = np.array(reference["runs"][run][measured])
            axis.fill_between(
                range(1, ranges.shape[1] + 1), ranges.min(axis=0), ranges.max(axis=0), color=colour, alpha=0.2
            )
            axis.plot(epochs, history[measured], ".-", color=colour, label=run)
        axis.set(title=title, xlabel="epoch", ylim=(0, 1))
    axes[0].set_ylabel("accuracy")
    axes[0].legend(fontsize=8, title=f"shaded: reference, {len(reference['seeds'])} seeds", title_fontsize=8)
    save(figure, "learning_curves.png")


def curves(student, seed):
    """Return for each run of `compare`, on the gardens of the cpu profile, accuracy and validation accuracy of each epoch."""
    settings = load_assignment(HERE).profile("cpu").settings
    results = student.compare(
        lambda: student.small_network(settings["size"], len(FLOWER_NAMES)),
        tf.data.Dataset.from_tensor_slices(garden("train", settings, same=True)),
        tf.data.Dataset.from_tensor_slices(garden("valid", settings, same=False)),
        size=settings["size"],
        batch_size=settings["batch"],
        epochs=settings["epochs"],
        seed=seed,
    )
    return {
        run: {name: history.history[name] for name in ("accuracy", "val_accuracy")}
        for run, (_, history) in results.items()
    }


def garden(split, settings, same):
    """Return photos and labels of a split, taken in the garden of the training photos or in the other."""
    images, labels = (array[: settings[split]] for array in flower_arrays(split, settings["source"], settings["size"]))
    return sunlit(images, np.isin(labels, settings["sun_on_the_left"]) == same), labels


def save(figure, name):
    figure.tight_layout(pad=0.4)
    figure.savefig(name, dpi=110)


if __name__ == "__main__":
    main()
