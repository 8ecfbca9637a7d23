"""What the checks share: known cases, and how a wrong map is recognised."""

import functools
import json
from pathlib import Path

import numpy as np

from autograder import Inputs, expect

# Single-precision sums in another order differ by about 1e-6.
TOLERANCE = 1e-5
# What speed is measured on, and how many times Keras' time it may take.
IMAGES, KERNELS, SLOWEST = (1, 200, 300, 2), (3, 3, 2, 4), 20
# What a mistake is called in the recorded answers, and what a student is told who made it.
MISTAKES = {
    "kernel_flipped": "The kernel was flipped. Convolution in deep learning is cross-correlation: the kernel is laid on as it is.",
    "kernel_transposed": "The kernel's rows and columns were exchanged: its first axis runs down, its second across.",
    "channels_averaged": "The channels were averaged. They are summed.",
    "first_channel_only": "Only the first channel was looked at. Every filter has a kernel for each channel, and their results are summed.",
    "bias_missing": "The bias was not added.",
    "bias_per_channel": "The bias was added once for each channel. It is added once for each map.",
    "strides_ignored": "The strides were not used.",
    "strides_exchanged": "The strides were exchanged: the first goes down, the second across.",
    "more_zeros_before": "Of an odd number of zeros, the larger half came before the image. In Keras it comes after.",
    "padding_of_strides_one": "The image was padded for strides of 1. How many zeros it takes depends on the strides.",
    "not_padded": 'The image was not padded, though padding is "same".',
    "dilation_ignored": "The dilation was not used.",
    "wrapped_around": "The maps were kept as whole numbers of one byte, as the images are: fractions are lost, and 256 is 0 again.",
}


@functools.cache
def _recorded():
    return json.loads((Path(__file__).parent / "known_answers.json").read_text())


def known_answers(name):
    """Return recorded cases as inputs, each with Keras' answer and those that known mistakes give."""
    cases, answers = [], []
    for entry in _recorded()[name]:
        bias = entry["bias"]
        cases.append(
            {
                "images": np.array(entry["images"], entry["dtype"]),
                "kernels": np.array(entry["kernels"], np.float32),
                "bias": None if bias is None else np.array(bias, np.float32),
            }
            | {name: entry[name] for name in ("strides", "padding", "dilation")}
        )
        suspects = {mistake: np.array(maps) for mistake, maps in entry["suspects"].items()}
        answers.append({"right": np.array(entry["right"]), "suspects": suspects})
    return Inputs(sent={"cases": cases}, kept={"answers": answers})


def expect_maps(facts, given, help):
    """Expect the maps of each case to be right, and the images to be as they were. A known mistake is called by its name."""
    for case, fact, answer in zip(given.sent["cases"], facts, given.kept["answers"], strict=True):
        help_line = f"{_recognised(fact['maps'], answer['suspects']) or help} {_described(case)}"
        expect(fact["maps"].shape, equals=answer["right"].shape, help=f"The shape of the maps. {help_line}")
        expect(fact["maps"], close_to=answer["right"], tolerance=TOLERANCE, help=help_line)
        expect(fact["unchanged"], equals=True, help="Whether the images are as they were. Work on a copy.")


def _described(case):
    strides, dilation = tuple(case["strides"]), tuple(case["dilation"])
    shapes = f"Images {case['images'].shape}, kernels {case['kernels'].shape}"
    return f"({shapes}, strides {strides}, padding '{case['padding']}', dilation {dilation}.)"


def _recognised(maps, suspects):
    for mistake, wrong in suspects.items():
        if maps.shape == wrong.shape and np.allclose(maps, wrong, atol=TOLERANCE):
            return MISTAKES[mistake]
    return None
