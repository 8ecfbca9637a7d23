"""What the checks share: known cases, and how a wrong map is recognised."""

import functools
import json
from pathlib import Path

import numpy as np

from autograder import Inputs, expect

# Single-precision sums in another order differ by about 1e-7.
TOLERANCE = 1e-5
# What a mistake is called in the recorded answers, and what a student is told who made it.
MISTAKES = {
    "zeros_win": "Beyond the edge a zero has won. Nothing is there: where all pixels are negative, the largest is negative, too.",
    "zeros_averaged_in": "Zeros beyond the edge were averaged in. Divide by the number of pixels that the window has inside.",
    "other_kind": "This is the other kind of pooling: the largest and the mean were exchanged.",
    "smallest": "The smallest number was kept.",
    "summed": "The window was summed up. A mean is divided.",
    "strides_of_one": "Windows were moved by one pixel. Without strides they lie side by side.",
    "window_exchanged": "The window's height and width were exchanged.",
    "strides_exchanged": "The strides were exchanged: the first goes down, the second across.",
    "more_before": "Of an odd overhang, the larger half came before the image. In Keras it comes after.",
    "whole_windows_only": 'Only whole windows were kept, though padding is "same".',
    "channels_pooled": "All channels were pooled together. Each is pooled on its own.",
    "cut_off": "The means were cut to whole numbers, as the images are.",
    "spread_evenly": "The gradient was spread over the window. That is average pooling's; here the winner takes it all.",
    "to_all_winners_once": "A pixel that wins in several windows got the last window's gradient only. It gets the sum.",
    "ones": "The winners are right, but what came from above was not handed on.",
}


@functools.cache
def _recorded():
    return json.loads((Path(__file__).parent / "known_answers.json").read_text())


def known_answers(name):
    """Return recorded cases as inputs, each with Keras' answer and those that known mistakes give."""
    cases, answers = [], []
    for entry in _recorded()[name]:
        case = entry["case"] | {"images": np.array(entry["case"]["images"], entry["dtype"])}
        if "upstream" in case:
            case["upstream"] = np.array(case["upstream"], np.float32)
        cases.append(case)
        suspects = {mistake: np.array(maps) for mistake, maps in entry["suspects"].items()}
        answers.append({"right": np.array(entry["right"]), "suspects": suspects})
    return Inputs(sent={"cases": cases}, kept={"answers": answers})


def expect_maps(facts, given, help):
    """Expect the maps of each case to be right. A known mistake is called by its name."""
    for case, maps, answer in zip(given.sent["cases"], facts, given.kept["answers"], strict=True):
        help_line = f"{_recognised(maps, answer['suspects']) or help} {_described(case)}"
        expect(maps.shape, equals=answer["right"].shape, help=f"The shape of what comes out. {help_line}")
        expect(maps, close_to=answer["right"], tolerance=TOLERANCE, help=help_line)


def _described(case):
    sides = f"window {tuple(case['pool_size'])}, strides {case['strides'] and tuple(case['strides'])}"
    return f"(Images {case['images'].shape}, {case['kind']}, {sides}, padding '{case['padding']}'.)"


def _recognised(maps, suspects):
    for mistake, wrong in suspects.items():
        if maps.shape == wrong.shape and np.allclose(maps, wrong, atol=TOLERANCE):
            return MISTAKES[mistake]
    return None
