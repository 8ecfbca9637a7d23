"""Draws what your augmentation does, and what it is worth.

python draw_pictures.py grid augmentation.py     # writes augmentation_grid.png
python draw_pictures.py curves augmentation.py   # writes learning_curves.png; trains two networks, a minute or two
"""

import importlib.util
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from augmentation_cases import sunlit

from source_data import FLOWER_NAMES, flower_arrays

# The settings of the cpu profile.
TRAIN, VALID, BATCH, EPOCHS, SUN_ON_THE_LEFT = 600, 200, 32, 8, (0, 1)


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
    """Draw training and validation accuracy of both runs of `compare` on the embedded flowers."""
    train, valid = gardens()
    network_size = train[0].shape[1]
    results = student.compare(
        lambda: student.small_network(network_size, len(FLOWER_NAMES)),
        tf.data.Dataset.from_tensor_slices(train),
        tf.data.Dataset.from_tensor_slices(valid),
        size=network_size,
        batch_size=BATCH,
        epochs=EPOCHS,
        seed=1,
    )
    figure, axis = plt.subplots(figsize=(5.5, 3.2))
    for run, colour in (("plain", "tab:grey"), ("augmented", "tab:green")):
        history, epochs = results[run][1].history, range(1, EPOCHS + 1)
        axis.plot(epochs, history["accuracy"], "--", color=colour, label=f"{run}, training")
        axis.plot(epochs, history["val_accuracy"], color=colour, label=f"{run}, validation")
    axis.set(xlabel="epoch", ylabel="accuracy", ylim=(0, 1))
    axis.legend(fontsize=8)
    save(figure, "learning_curves.png")


def gardens():
    """Return training photos from the one garden and validation photos from the other, each as `(images, labels)`."""
    parts = []
    for split, count, same_garden in (("train", TRAIN, True), ("valid", VALID, False)):
        images, labels = (array[:count] for array in flower_arrays(split))
        parts.append((sunlit(images, np.isin(labels, SUN_ON_THE_LEFT) == same_garden), labels))
    return parts


def save(figure, name):
    figure.tight_layout(pad=0.4)
    figure.savefig(name, dpi=110)


if __name__ == "__main__":
    main()
