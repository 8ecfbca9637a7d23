"""Draws what your filters see and where your windows stand: feature_maps.png and padding.png. Run it in the assignment's folder:

python checks/draw_pictures.py convolution.py                   # beside your file
python checks/draw_pictures.py convolution.py --out pictures    # in a folder
"""

import argparse
import importlib.util
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from source_data import sample_photos

SIZES, KERNEL, STRIDE = (8, 9), 3, 2


def main():
    parser = argparse.ArgumentParser(description="Draws what your filters see and where your windows stand.")
    parser.add_argument("file", type=Path, help="your convolution.py")
    parser.add_argument("--out", type=Path, help="folder for the pictures (default: that of your file)")
    options = parser.parse_args()
    student, folder = loaded(options.file), options.out or options.file.parent
    for name, draw in (("padding.png", draw_padding), ("feature_maps.png", draw_maps)):
        try:
            save(draw(student), folder / name)
        except NotImplementedError:
            sys.stdout.write(f"{name} waits for a gap that is empty.\n")


def loaded(file):
    """Return a Python file as a module."""
    specification = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def draw_maps(student):
    """Draw both sample photos, and beside each what the filters make of it."""
    photos = student.prepare_photos(sample_photos()[0])
    kernels = student.hand_made_kernels()
    maps = {name: np.asarray(student.feature_map(photos, kernels[name])) for name in ("vertical", "horizontal", "blur")}
    maps["edge_strength"] = np.asarray(student.edge_strength(photos))
    figure, axes = plt.subplots(len(photos), 1 + len(maps), figsize=(11, 2.9))
    for row, photo in enumerate(photos):
        axes[row, 0].imshow(photo)
        for axis, shown in zip(axes[row, 1:], maps.values(), strict=True):
            axis.imshow(shown[row], cmap="gray", vmin=0, vmax=shown.max())
    for axis, title in zip(axes[0], ["photo", *maps], strict=True):
        axis.set_title(title, fontsize=9)
    for axis in axes.flat:
        axis.set_axis_off()
    return figure


def draw_padding(student):
    """Draw the windows of a kernel of 3 in steps of 2 over rows of 8 and of 9 pixels, with "same" padding."""
    figure, axes = plt.subplots(1, len(SIZES), figsize=(8, 1.9))
    for axis, size in zip(axes, SIZES, strict=True):
        before, after = student.same_padding(size, KERNEL, STRIDE)
        for place in range(-before, size + after):
            inside = 0 <= place < size
            box = Rectangle((place, 0), 1, 1, facecolor="lightsteelblue" if inside else "white", edgecolor="black")
            axis.add_patch(box)
            axis.text(place + 0.5, 0.5, str(place + 1) if inside else "0", ha="center", va="center", fontsize=8)
        windows = student.output_size(size, KERNEL, STRIDE, "same")
        for window in range(windows):
            left = window * STRIDE - before
            height = 1.25 + 0.4 * (window % 2)
            axis.plot([left + 0.1, left + KERNEL - 0.1], [height] * 2, linewidth=3)
        title = f"{size} pixels: {before} zero before, {after} after, {windows} windows"
        axis.set(xlim=(-1.2, 10.2), ylim=(-0.2, 2), title=title)
        axis.title.set_fontsize(9)
        axis.set_axis_off()
    return figure


def save(figure, path):
    figure.tight_layout(pad=0.4)
    figure.savefig(path, dpi=110)
    sys.stdout.write(f"wrote {path}\n")


if __name__ == "__main__":
    main()
