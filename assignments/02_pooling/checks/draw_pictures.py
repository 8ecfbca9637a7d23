"""Draws what pooling makes of two photos, and how much of a shift is left. Run it in the assignment's folder:

python checks/draw_pictures.py maps pooling.py            # writes pooled.png
python checks/draw_pictures.py sensitivity pooling.py     # writes sensitivity.png

Pictures lie beside the file, or in the folder that `--out` names.
"""

import argparse
import functools
import importlib.util
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from source_data import sample_photos

HEIGHT, WIDTH, SIDES, SHIFTS = 224, 320, (2, 4, 8), range(1, 17)


def main():
    drawing = {"maps": (draw_maps, "pooled.png"), "sensitivity": (draw_sensitivity, "sensitivity.png")}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=drawing)
    parser.add_argument("file", type=Path, help="pooling.py, or another file with the same functions")
    parser.add_argument("--out", type=Path, help="folder for the picture; the file's own unless given")
    asked = parser.parse_args()
    draw, name = drawing[asked.what]
    figure = draw(loaded(asked.file), photos())
    figure.tight_layout(pad=0.4)
    figure.savefig((asked.out or asked.file.parent) / name, dpi=110)


def loaded(file):
    """Return a Python file as a module."""
    specification = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def photos():
    """Return the middle of both sample photos, float32 in 0..1; its sides are multiples of every window's."""
    images = sample_photos()[0]
    top, left = (images.shape[1] - HEIGHT) // 2, (images.shape[2] - WIDTH) // 2
    return images[:, top : top + HEIGHT, left : left + WIDTH].astype(np.float32) / 255


def draw_maps(student, images):
    """Draw each photo, and what max and average pooling leave of it; the price stands above."""
    figure, axes = plt.subplots(len(images), 5, figsize=(11, 3.7))
    for row, image in enumerate(images):
        axes[row, 0].imshow(image)
        for place, (name, pool) in enumerate(pools(student).items()):
            for column, side in enumerate((4, 16)):
                sized = functools.partial(pool, pool_size=side)
                axis = axes[row, 1 + 2 * place + column]
                axis.imshow(np.clip(np.asarray(sized(image[None])), 0, 1)[0], interpolation="nearest")
                lost = student.price(sized, image[None], side)["lost"]
                axis.set_title(f"{name}, {side} x {side}: lost {lost:.3f}", fontsize=8)
    for axis in axes.flat:
        axis.set_axis_off()
    return figure


def draw_sensitivity(student, images):
    """Draw how much of a shift is left after pooling, and what is lost, for both kinds and several windows."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.3))
    for name, pool in pools(student).items():
        line = {"max": "-", "average": "--"}[name]
        for number, side in enumerate(SIDES):
            sized = functools.partial(pool, pool_size=side)
            measured = [student.shift_sensitivity(sized, images, shift) for shift in SHIFTS]
            left.plot(SHIFTS, measured, line, color=f"C{number}", label=f"{name}, {side} x {side}")
        lost = [student.price(functools.partial(pool, pool_size=side), images, side)["lost"] for side in SIDES]
        right.plot(SIDES, lost, f"k{line}o", label=name)
    left.axhline(1, color="lightgrey")
    left.set(xlabel="shift to the right, pixels", ylabel="sensitivity", ylim=(0, 1.2))
    right.set(xlabel="side of the window, pixels", ylabel="lost", xticks=SIDES, ylim=(0, None))
    left.legend(fontsize=7, ncols=2)
    right.legend(fontsize=8)
    return figure


def pools(student):
    return {"max": student.max_pool, "average": student.average_pool}


if __name__ == "__main__":
    main()
