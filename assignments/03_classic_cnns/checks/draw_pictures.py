"""Draws the four networks to scale, from the tables of a file. Run it in the assignment's folder:

python checks/draw_pictures.py classic_cnns.py   # writes architectures.png beside classic_cnns.py, or into the folder of --out
"""

import argparse
import importlib.util
from dataclasses import dataclass
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.patches import Patch, Rectangle

COLOURS = {
    "image": "0.82",
    "convolution": "tab:blue",
    "3x3 of a module": "tab:cyan",
    "5x5 of a module": "tab:purple",
    "1x1 behind a module's pooling": "tab:pink",
    "pooling": "tab:orange",
    "normalisation": "tab:green",
    "dense layer": "tab:red",
}
GAP = 0.35


@dataclass
class Box:
    """The output of one layer: maps of `size` x `size` pixels, in `parts` of (kind, channels)."""

    size: int
    parts: list[tuple[str, int]]
    label: str = ""

    @property
    def width(self):
        """How broad it is drawn: the root of its channels, so that 3 and 4096 fit into one picture."""
        return 0.08 * sum(channels for _, channels in self.parts) ** 0.5

    @property
    def height(self):
        return self.size**0.5


def maps(size, kind, channels):
    return Box(size, [(kind, channels)], f"{size}x{size}\nx{channels}")


def image(size, channels):
    """The first box has no label: its size stands in the title."""
    return Box(size, [("image", channels)])


def dense(*widths):
    return [Box(1, [("dense layer", width)], f"{width}") for width in widths]


def lenet5():
    layers = [("convolution", 28, 6), ("pooling", 14, 6), ("convolution", 10, 16), ("pooling", 5, 16)]
    return [image(32, 1), *(maps(size, kind, channels) for kind, size, channels in layers), *dense(120, 84, 10)]


def alexnet(table, size=227):
    boxes = [image(size, 3)]
    for filters, kernel, strides, padding, _, normalized, pooled in table:
        size = -(-size // strides) if padding == "same" else (size - kernel) // strides + 1
        boxes.append(maps(size, "convolution", filters))
        if normalized:
            boxes.append(Box(size, [("normalisation", filters)]))
        if pooled:
            size = (size - 3) // 2 + 1
            boxes.append(maps(size, "pooling", filters))
    return boxes + dense(4096, 4096, 1000)


def vgg(table, size=224):
    boxes = [image(size, 3)]
    for convolutions, filters in table:
        boxes += [Box(size, [("convolution", filters)]) for _ in range(convolutions)]
        boxes[-1].label = f"{size}x{size}\nx{filters}"
        size //= 2
        boxes.append(Box(size, [("pooling", filters)]))
    boxes[-1].label = f"{size}x{size}\nx{filters}"
    return boxes + dense(4096, 4096, 1000)


def googlenet(table):
    boxes = [image(224, 3), maps(112, "convolution", 64), Box(56, [("pooling", 64)])]
    boxes += [Box(56, [("normalisation", 64)]), Box(56, [("convolution", 64)]), maps(56, "convolution", 192)]
    boxes.append(Box(56, [("normalisation", 192)]))
    size, channels = 56, 192
    for modules in table:
        size //= 2
        boxes.append(Box(size, [("pooling", channels)]))
        for one, _, three, _, five, projection in modules:
            parts = [("convolution", one), ("3x3 of a module", three), ("5x5 of a module", five)]
            boxes.append(Box(size, [*parts, ("1x1 behind a module's pooling", projection)]))
            channels = one + three + five + projection
        boxes[-1].label = f"{size}x{size}\nx{channels}"
    return [*boxes, Box(1, [("pooling", channels)], f"{channels}"), *dense(1000)]


def draw(axis, title, boxes):
    left = 0.0
    for box in boxes:
        bottom = -box.height / 2
        for kind, channels in box.parts:
            share = box.width * channels / sum(count for _, count in box.parts)
            axis.add_patch(Rectangle((left, bottom), share, box.height, color=COLOURS[kind], linewidth=0))
            left += share
        axis.text(left - box.width / 2, bottom - 0.4, box.label, ha="center", va="top", fontsize=6)
        left += 3 * GAP if box is boxes[0] else GAP
    axis.set_title(title, fontsize=9, loc="left")
    axis.set(xlim=(-0.5, left + 0.3), ylim=(-10, 8))
    axis.set_axis_off()


def tables_in(path):
    """Return a student's file as a module."""
    specification = importlib.util.spec_from_file_location("student", path)
    student = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(student)
    return student


def figure_of(student):
    networks = {
        "LeNet-5, 1998: 61,706 parameters; images 32x32x1": lenet5(),
        "AlexNet, 2012: 60,965,224 parameters; images 227x227x3": alexnet(student.ALEXNET),
        "VGG-16, 2014: 138,357,544 parameters; images 224x224x3": vgg(student.VGG16),
        "GoogLeNet, 2014: 6,998,552 parameters; images 224x224x3": googlenet(student.GOOGLENET),
    }
    figure, axes = plt.subplots(len(networks), 1, figsize=(9, 8.5), height_ratios=[0.75, 1, 1, 1])
    for axis, (title, boxes) in zip(axes, networks.items(), strict=True):
        draw(axis, title, boxes)
    axes[0].set_ylim(-6.5, 5)
    patches = [Patch(color=colour, label=kind) for kind, colour in COLOURS.items()]
    figure.legend(handles=patches, loc="lower center", ncols=4, fontsize=7, frameon=False)
    figure.tight_layout(rect=(0, 0.05, 1, 1), pad=0.4)
    return figure


def main():
    parser = argparse.ArgumentParser(description="Draws the four networks to scale, from the tables of a file.")
    parser.add_argument("file", type=Path, help="such as classic_cnns.py")
    parser.add_argument("--out", type=Path, help="folder for the picture; that of the file if it is not given")
    given = parser.parse_args()
    picture = (given.out or given.file.parent) / "architectures.png"
    figure_of(tables_in(given.file)).savefig(picture, dpi=110)


if __name__ == "__main__":
    main()
