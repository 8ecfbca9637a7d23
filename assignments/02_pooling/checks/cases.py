"""What the checks share: known cases, and how a wrong map is recognised."""

import functools
import json
from pathlib import Path

import numpy as np

from autograder import Inputs, expect, giving_all

# Single-precision sums in another order differ by about 1e-7.
TOLERANCE = 1e-5
# What a mistake is called in the recorded answers, and what a student is told who made it.
MISTAKES = {
    "zeros_win": "Beyond the edge a zero has won. Nothing is there: where all pixels are negative, the largest is negative, too.",
    "zeros_averaged_in": "Zeros beyond the edge were averaged in. Divide by the number of pixels that the window has inside.",
    "edge_averaged_in": "Pixels of the edge were repeated beyond it, and averaged in again.",
    "other_kind": "This is the other kind of pooling: the largest and the mean were exchanged.",
    "smallest": "The smallest number was kept.",
    "largest_by_size": "The signs were dropped: of -9 and 5 the largest is 5, not 9.",
    "farthest_from_zero": "The number that is farthest from zero was kept: of -9 and 5 the largest is 5.",
    "median": "The median of each window was kept.",
    "summed": "The window was summed up. A mean is divided.",
    "strides_of_one": "Windows were moved by one pixel. Without strides they lie side by side.",
    "strides_of_window": "The strides were not used: windows lie side by side.",
    "strides_exchanged": "The strides were exchanged: the first goes down, the second across.",
    "strides_of_first": "The stride down was used across as well. A pair has one for each axis.",
    "strides_of_second": "The stride across was used down as well. A pair has one for each axis.",
    "window_exchanged": "The window's height and width were exchanged.",
    "window_of_three": "The windows are 3 x 3. Where nothing is said of them, they are 2 x 2.",
    "more_before": "Of an odd overhang, the larger half came before the image. In Keras it comes after.",
    "overhang_of_strides_one": "Windows hang over as far as with strides of 1. How far they must depends on the strides.",
    "hanging_over": 'Windows hang over the edge, though padding is "valid".',
    "whole_windows_only": 'Only whole windows were kept, though padding is "same".',
    "images_pooled": "The images of the batch were pooled together. Each is pooled on its own.",
    "channels_pooled": "All channels were pooled together. Each is pooled on its own.",
    "cut_off": "The means were cut to whole numbers, as the images are.",
    # Sensitivity
    "sums_compared": "A sum was divided by a sum. Pooled cut-outs have fewer numbers, so that their sum is smaller for that alone.",
    "signs_cancel": "Differences with opposite signs cancel each other. Their absolute values do not.",
    "squares_compared": "Squares of the differences were averaged in place of their absolute values.",
    "not_divided": "The change of the maps was not divided by that of the images.",
    "upside_down": "The change of the images was divided by that of the maps.",
    # What is lost
    "tiled": "The whole map was repeated, side by side. Each of its numbers belongs over its own window.",
    "lost_signs_cancel": "Differences with opposite signs cancel each other, so that less seems to be lost.",
    "lost_squares": "The differences were squared.",
    "lost_root_of_squares": "The differences were squared, and the root taken of their mean.",
    # Gradient
    "spread_evenly": "The gradient was spread over the window. That is average pooling's; here the winner takes it all.",
    "to_all_winners_once": "A pixel that wins in several windows got the last window's gradient only. It gets the sum.",
    "to_the_smallest": "The gradient went to the smallest pixel of each window.",
    "to_the_first_pixel": "The gradient went to the first pixel of each window, whichever is the largest.",
    "times_the_image": "The gradient was multiplied by the pixel. A larger winner makes the output no more sensitive to it.",
    "lost_to_zeros": "Where windows hang over the edge, zeros beyond it have won, and their gradient is lost.",
    "lost_at_the_edge": "Windows that hang over the edge were left out, and their gradient is lost.",
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
    return Inputs(sent={"cases": cases}, withheld={"answers": answers})


def expect_maps(facts, given, help):
    """Expect the maps of each case to be right. A known mistake is called by its name."""
    mistakes = named_by_kind(facts, given)
    for case, maps, answer in zip(given.sent["cases"], facts, given.withheld["answers"], strict=True):
        right, known, help_line = answer["right"], mistakes[case["kind"]], f"{help} {_described(case)}"
        expect(maps.shape, equals=right.shape, mistakes=known, help=f"The shape of what comes out. {help_line}")
        expect(maps, close_to=right, tolerance=TOLERANCE, mistakes=known, help=help_line)


def named_by_kind(facts, given):
    """Return for each kind of pooling the mistake that gives all facts of that kind; where one changes nothing, that is what is right."""
    kinds = {}
    for case, fact, answer in zip(given.sent["cases"], facts, given.withheld["answers"], strict=True):
        kinds.setdefault(case["kind"], []).append((fact, answer))
    return {kind: _named(*zip(*judged, strict=True)) for kind, judged in kinds.items()}


def _named(facts, answers):
    names = [name for name in MISTAKES if any(name in answer["suspects"] for answer in answers)]
    known = ((MISTAKES[name], [answer["suspects"].get(name, answer["right"]) for answer in answers]) for name in names)
    return giving_all(facts, known, tolerance=TOLERANCE)


def _described(case):
    sides = f"window {tuple(case['pool_size'])}, strides {case['strides'] and tuple(case['strides'])}"
    return f"(Images {case['images'].shape}, {case['kind']}, {sides}, padding '{case['padding']}'.)"
