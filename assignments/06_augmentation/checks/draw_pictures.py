"""Draws what your augmentation does, and what it is worth. Run it in the assignment's folder:

python checks/draw_pictures.py grid augmentation.py     # writes augmentation_grid.png
python checks/draw_pictures.py curves augmentation.py   # writes learning_curves.png; trains two networks, half a minute

Pictures lie beside the file, or in the folder that `--out` names.
"""

import argparse
import importlib.util
import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

from autograder.assignment import load_assignment
from source_data import FLOWER_NAMES, flower_arrays

ASSIGNMENT = load_assignment(Path(__file__).resolve().parents[1])
SETTINGS = ASSIGNMENT.profile("cpu").settings
REFERENCE = ASSIGNMENT.checks_folder / "reference_curves.json"
COLOURS = {"plain": "tab:grey", "augmented": "tab:green"}


def main():
    drawing = {"grid": (draw_grid, "augmentation_grid.png"), "curves": (draw_curves, "learning_curves.png")}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=drawing)
    parser.add_argument("file", type=Path, help="augmentation.py, or another file with the same functions")
    parser.add_argument("--out", type=Path, help="folder for the picture; the file's own unless given")
    asked = parser.parse_args()
    draw, name = drawing[asked.what]
    save(draw(loaded(asked.file)), (asked.out or asked.file.parent) / name)


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
    return figure


def draw_curves(student):
    """Draw training and validation accuracy of both runs of `compare`, over the range in which the reference's lie."""
    histories, reference = curves(student, seed=1), json.loads(REFERENCE.read_text())
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
    return figure


def curves(student, seed):
    """Return for each run of `compare`, on the gardens of the cpu profile, accuracy and validation accuracy of each epoch."""
    size = SETTINGS["size"]
    results = student.compare(
        lambda: student.small_network(size, len(FLOWER_NAMES)),
        tf.data.Dataset.from_tensor_slices(garden("train", same=True)),
        tf.data.Dataset.from_tensor_slices(garden("valid", same=False)),
        size=size,
        batch_size=SETTINGS["batch"],
        epochs=SETTINGS["epochs"],
        seed=seed,
    )
    return {
        run: {name: history.history[name] for name in ("accuracy", "val_accuracy")}
        for run, (_, history) in results.items()
    }


def garden(split, same):
    """Return photos and labels of a split, taken in the garden of the training photos or in the other."""
    cases = ASSIGNMENT.package.module(ASSIGNMENT.checks_folder / "cases.py")
    images, labels = (array[: SETTINGS[split]] for array in flower_arrays(split, SETTINGS["source"], SETTINGS["size"]))
    return cases.sunlit(images, np.isin(labels, SETTINGS["sun_on_the_left"]) == same), labels


def save(figure, path):
    figure.tight_layout(pad=0.4)
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    main()
