"""Known cases, and how a mistake is recognised: it gives everything that was received, in all cases of a check."""

import functools
import json
import math
from pathlib import Path

import numpy as np

from autograder import Inputs, expect, giving_all

from .cases import TOLERANCE

# What a mistake is called in the recorded answers, and what a student is told who made it.
MISTAKES = {
    # Sizes and padding
    "first_window_missing": "There is one window too few everywhere: steps were counted, and the first window stands before any step.",
    "overhanging_counted": "Windows that hang over the edge were counted, too.",
    "kernel_left_out": "The kernel was left out: every place where a window can begin was counted, and some reach over the edge.",
    "strides_left_out": "The strides were left out: a window was counted at every pixel.",
    "size_kept": 'The size was kept. "same" keeps it for strides of 1 only.',
    "rounded_down": "The size over the stride was rounded down, and the last window is missing.",
    "as_many_on_both_sides": "Both sides got the same number of zeros, although an odd number is needed.",
    "less_than_none": "A negative number of zeros was added, which would take pixels away.",
    "more_zeros_before": "Of an odd number of zeros, the larger half came before the image. In Keras it comes after.",
    "padding_of_strides_one": "The image was padded for strides of 1. How many zeros it takes depends on the strides.",
    # Convolution
    "kernel_flipped": "The kernel was flipped. Convolution in deep learning is cross-correlation: the kernel is laid on as it is.",
    "kernel_upside_down": "The kernel's rows were flipped, the last came first. The kernel is laid on as it is.",
    "kernel_mirrored": "The kernel's columns were flipped, the last came first. The kernel is laid on as it is.",
    "kernel_transposed": "The kernel's rows and columns were exchanged: its first axis runs down, its second across.",
    "channels_averaged": "The channels were averaged. They are summed.",
    "first_channel_only": "Only the first channel was looked at. Every filter has a kernel for each channel, and their results are summed.",
    "first_image_for_all": "Every image of the batch got the maps of the first.",
    "bias_missing": "The bias was not added.",
    "bias_per_channel": "The bias was added once for each channel. It is added once for each map.",
    "bias_of_first_filter": "All maps got the bias of the first filter. Each has its own.",
    "strides_ignored": "The strides were not used.",
    "strides_exchanged": "The strides were exchanged: the first goes down, the second across.",
    "strides_of_first": "The stride down was used across as well. A pair has one for each axis.",
    "strides_of_second": "The stride across was used down as well. A pair has one for each axis.",
    "strides_down_only": "The strides were used down only: across, windows stand at every pixel.",
    "strides_across_only": "The strides were used across only: down, windows stand at every pixel.",
    "not_padded": 'The image was not padded, though padding is "same".',
    "padded_with_edge": 'The image was padded with copies of its edge. "same" padding adds zeros.',
    "dilation_ignored": "The dilation was not used.",
    "dilation_as_holes": "The dilation was taken for the number of holes between two weights. It is the distance from one to the next.",
    "dilation_unknown_to_padding": "The image was padded for the kernel as it was before it was dilated.",
    "wrapped_around": "The maps were kept as whole numbers of one byte, as the images are: fractions are lost, and 256 is 0 again.",
    # Receptive field
    "field_without_strides": "The strides were left out: all kernels were measured as if every layer saw the image's own pixels.",
    "field_without_dilation": "The dilation was left out: a dilated kernel spans more pixels than it has weights.",
    "field_of_whole_kernels": "Each layer added its whole kernel, and so counted once more a pixel that was there already.",
    "field_of_whole_spans": "Each layer added its whole kernel, and so counted once more a pixel that was there already.",
    "field_of_own_strides": "A layer's strides spread its own kernel. They spread those of the layers behind it.",
}
CHANNELS_APART = (
    "The channels were kept apart: there is a map for each channel of each filter. A filter sums over all channels."
)


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
        suspects = {name: None if maps is None else np.array(maps) for name, maps in entry["suspects"].items()}
        answers.append({"right": np.array(entry["right"]), "suspects": suspects})
    return Inputs(sent={"cases": cases}, withheld={"answers": answers})


def known_suspects(table):
    """Return what known mistakes give for the rows of a table, as recorded."""
    return _recorded()["tables"][table]


def named(received, suspects):
    """Return the known mistake that gives all that was received."""
    return giving_all(received, [(MISTAKES[name], values) for name, values in suspects.items()])


def expect_maps(facts, given, help):
    """Expect the maps of each case to be right, and the images to be as they were. A known mistake is called by its name."""
    cases, answers = given.sent["cases"], given.withheld["answers"]
    received = [fact["maps"] for fact in facts]
    mistakes = giving_all(received, _suspects_of_all(answers, received), tolerance=TOLERANCE)
    for case, fact, answer in zip(cases, facts, answers, strict=True):
        maps, right, help_line = fact["maps"], answer["right"], f"{help} {_described(case)}"
        of_shape = {CHANNELS_APART: (*right.shape[:3], math.prod(case["kernels"].shape[2:]))} | mistakes
        expect(maps.shape, equals=right.shape, mistakes=of_shape, help=f"The shape of the maps. {help_line}")
        expect(maps, close_to=right, tolerance=TOLERANCE, mistakes=mistakes, help=help_line)
        expect(fact["unchanged"], equals=True, help="The images that were handed in have been changed. Work on a copy.")


def _suspects_of_all(answers, maps):
    """Yield each mistake with what it gives in all cases; where one changes nothing, that is what is right."""
    for name in MISTAKES:
        if any(name in answer["suspects"] for answer in answers):
            given = [answer["suspects"].get(name, answer["right"]) for answer in answers]
            # Where a mistake gives no map, as a kernel larger than the image, nothing speaks against it.
            yield MISTAKES[name], [one if known is None else known for one, known in zip(maps, given, strict=True)]


def _described(case):
    strides, dilation = tuple(case["strides"]), tuple(case["dilation"])
    shapes = f"Images {case['images'].shape}, kernels {case['kernels'].shape}"
    return f"({shapes}, strides {strides}, padding '{case['padding']}', dilation {dilation}.)"
