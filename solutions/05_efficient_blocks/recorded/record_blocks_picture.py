"""Draws the handout's picture of the blocks: `python solutions/05_efficient_blocks/recorded/record_blocks_picture.py`."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

FOLDER = Path(__file__).resolve().parents[1]
PICTURES = FOLDER.parents[1] / "assignments" / FOLDER.name / "pictures"
KINDS = {"mix": "#9ecae1", "look": "#fdae6b", "norm": "#d9d9d9", "gate": "#a1d99b", "join": "#ffffff"}
# Of each block, from bottom to top: what stands in a box, its kind, and the box's width as the number of channels.
BLOCKS = {
    "separable convolution": [("depthwise 3x3", "look", 2.4), ("1x1", "mix", 2.4)],
    "inverted residual": [
        ("1x1 · BN · ReLU6", "mix", 4),
        ("depthwise 3x3 · BN · ReLU6", "look", 4),
        ("1x1 · BN", "mix", 2),
        ("+", "join", 2),
    ],
    "MBConv": [
        ("1x1 · BN · swish", "mix", 4),
        ("depthwise k x k · BN · swish", "look", 4),
        ("gate: squeeze, excite", "gate", 4),
        ("1x1 · BN", "mix", 2),
        ("+", "join", 2),
    ],
    "one layer of a dense block": [
        ("BN · ReLU · 1x1", "mix", 3),
        ("BN · ReLU · 3x3", "look", 3),
        ("concatenate", "join", 4),
    ],
    "transition": [("BN · ReLU · 1x1", "mix", 3), ("2x2 average", "norm", 2)],
}


def draw_block(axis, title, boxes):
    """Draw one block, inputs below; a line beside the boxes is what passes them by."""
    for level, (text, kind, width) in enumerate(boxes):
        box = plt.Rectangle((-width / 2, level + 0.2), width, 0.6, facecolor=KINDS[kind], edgecolor="black")
        axis.add_patch(box)
        axis.text(0, level + 0.5, text, ha="center", va="center", fontsize=7)
        axis.annotate("", (0, level + 0.2), (0, level - 0.2), arrowprops={"arrowstyle": "->"})
    if boxes[-1][1] == "join":
        top = len(boxes) - 0.5
        axis.plot([0, 2.5, 2.5], [-0.1, -0.1, top], color="black", linewidth=1)
        axis.annotate("", (boxes[-1][2] / 2, top), (2.5, top), arrowprops={"arrowstyle": "->"})
    axis.annotate("", (0, len(boxes) + 0.3), (0, len(boxes) - 0.2), arrowprops={"arrowstyle": "->"})
    axis.set(xlim=(-2.7, 2.7), ylim=(-0.4, 5.4), title=title)
    axis.title.set_fontsize(8)
    axis.axis("off")


if __name__ == "__main__":
    figure, axes = plt.subplots(1, len(BLOCKS), figsize=(11, 3.6), layout="constrained")
    for axis, (title, boxes) in zip(axes, BLOCKS.items(), strict=True):
        draw_block(axis, title, boxes)
    figure.savefig(PICTURES / "blocks.png", dpi=110, metadata={"Software": None})
