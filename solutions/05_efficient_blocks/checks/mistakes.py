"""What known mistakes give in place of what is right, each by the sentence that names it."""

import math
from functools import partial

import numpy as np

from autograder import EachCase, Mistakes, mistakes

from .answers import BLOCK_PROBES, counted, shapes_of, textbook
from .handing_out import outputs
from .in_numpy import depthwise, pointwise
from .misconceptions import mistaken
from .scaling import nearest_multiple, scaled


@mistakes("depthwise_plain", "depthwise_padded", "depthwise_multiplied")
def of_depthwise_convolutions(given):
    sent = given.sent
    return [of_depthwise(*case) for case in zip(sent["images"], sent["kernels"], sent["strides"], strict=True)]


def of_depthwise(images, kernels, strides):
    """Return what each mistake makes of a depthwise convolution, as functions: it takes loops."""
    every = np.broadcast_to(images.sum(axis=-1, keepdims=True), images.shape)

    def by_channel():
        outputs = depthwise(images, kernels, strides)
        return outputs.reshape(*outputs.shape[:3], *kernels.shape[2:])

    def kernels_first():
        outputs = by_channel().swapaxes(-1, -2)
        return outputs.reshape(*outputs.shape[:3], -1)

    return Mistakes(
        {
            "It fits channels that are summed before they meet their kernels: each output sees them all, as in a full convolution.": (
                lambda: depthwise(every, kernels, strides)
            ),
            "It fits a full convolution, which sums over all channels. Here each keeps to itself.": (
                lambda: by_channel().sum(axis=-2)
            ),
            "It fits a kernel that is turned round, as a mathematician's convolution has it. A cross-correlation turns nothing.": (
                lambda: depthwise(images, kernels[::-1, ::-1], strides)
            ),
            "It fits a kernel whose rows and columns are exchanged.": (
                lambda: depthwise(images, kernels.swapaxes(0, 1), strides)
            ),
            "It fits outputs of all channels' first kernels, then of their second ones.": kernels_first,
            # As large in front as behind, or half a kernel on every side: where these are wrong, they begin at the same pixel.
            "It fits one zero too many in front, where half a kernel of zeros on every side would put it.": (
                lambda: depthwise(images, kernels, even=True)[:, ::strides, ::strides]
            ),
        }
    )


@mistakes("separable_outputs")
def of_separable_convolutions(given):
    sent = given.sent
    return [of_separable(*case) for case in zip(sent["images"], sent["kernels"], sent["strides"], strict=True)]


def of_separable(images, kernels, strides):
    looking, mixing = kernels
    sentence = "Windows lie as if the depthwise convolution had strides of 1, and pixels were skipped behind it."
    return Mistakes({sentence: lambda: pointwise(depthwise(images, looking)[:, ::strides, ::strides], mixing)})


@mistakes("convolution_costs")
def of_costs_of_convolutions(given):
    return [of_costs(counted(**case), **case) for case in given.sent["cases"]]


def of_costs(right, height, width, channels, filters, kernel_size, strides):
    """Return each miscount of both convolutions, as `right` has them."""
    parameters = {kind: weights for kind, (weights, _) in right.items()}
    pixels = right["full"][1] // right["full"][0]

    def at(pixels, **other):
        return {kind: [weights, weights * pixels] for kind, weights in (parameters | other).items()}

    mixing = channels * filters
    return Mistakes(
        {
            "Each weight was counted once for each pixel of the *input*. Strides skip most of them.": at(
                height * width
            ),
            "The output's size was rounded down. With padding it is rounded up.": at(
                (height // strides) * (width // strides)
            ),
            "The depthwise convolution was given a kernel for each pair of channel and filter: that is a full convolution.": at(
                pixels, separable=parameters["full"] + mixing
            ),
            "The depthwise convolution was given one kernel for all channels. Each has its own.": at(
                pixels, separable=kernel_size**2 + mixing
            ),
            "The 1x1 convolution was not counted. It mixes the channels.": at(
                pixels, separable=parameters["separable"] - mixing
            ),
        }
    )


@mistakes(*BLOCK_PROBES)
def of_blocks(given):
    cases = zip(given.sent["cases"], given.sent["images"], strict=True)
    return [of_block(textbook(case), case, images) for case, images in cases]


def of_block(block, case, images):
    """Return of blocks with a mistake the weights that differ from what is right, and the outputs of those whose weights do not."""
    right, others = shapes_of(block), mistaken(block)
    alike = {sentence: other for sentence, other in others.items() if shapes_of(other) == right}
    return {kind: of_shapes(kind, right, others) for kind in right} | {
        "output": Mistakes({sentence: partial(outputs, other, case, images) for sentence, other in alike.items()})
    }


def of_shapes(kind, right, others):
    found = {sentence: shapes_of(other)[kind] for sentence, other in others.items()}
    return Mistakes({sentence: shapes for sentence, shapes in found.items() if shapes != right[kind]})


@mistakes("scaled_stages")
def of_scaling(given):
    """Return of each part what each mistake gives in all cases: in a single one two may give the same."""
    cases = [(case["stages"], case["options"]) for case in given.sent["cases"]]
    found = [{part: of_part(*case) for part, of_part in PARTS.items()} for case in cases]
    return {
        part: Mistakes({sentence: EachCase(known[part][sentence] for known in found) for sentence in found[0][part]})
        for part in PARTS
    }


def misread(stages, options):
    """Return what compound scaling gives with its formula misread."""
    multiplied = {name: options[name] * options["phi"] for name in ("alpha", "beta", "gamma")}
    exchanged = {"alpha": options["beta"], "beta": options["alpha"]}
    read = {
        "It fits alpha and beta exchanged. Depth grows by alpha, width by beta.": exchanged,
        "It fits coefficients that are multiplied by phi. It is their exponent.": multiplied | {"phi": 1},
        "It fits coefficients without phi. It is their exponent.": {"phi": 1},
    }
    return {sentence: scaled(stages, **options | change) for sentence, change in read.items()}


def of_repeats(stages, options):
    wanted = [options["alpha"] ** options["phi"] * repeats for repeats, _ in stages]
    return {sentence: given["repeats"] for sentence, given in misread(stages, options).items()} | {
        "It fits repeats that are rounded to the nearest number.": list(map(round, wanted)),
        "It fits repeats that are rounded down.": list(map(math.floor, wanted)),
    }


def of_filters(stages, options):
    divisor = options["divisor"]
    wanted = [options["beta"] ** options["phi"] * filters for _, filters in stages]
    return {sentence: given["filters"] for sentence, given in misread(stages, options).items()} | {
        "It fits widths that are cut to whole numbers, multiples of nothing.": list(map(math.floor, wanted)),
        "It fits widths that are rounded to whole numbers, multiples of nothing.": list(map(round, wanted)),
        "It fits widths that are always rounded up to a multiple. The nearest one may be smaller.": [
            math.ceil(width / divisor) * divisor for width in wanted
        ],
        "It fits widths that are always rounded down to a multiple. The nearest one may be larger.": [
            max(divisor, math.floor(width / divisor) * divisor) for width in wanted
        ],
        "It fits nearest multiples, of which one loses more than a tenth of its width.": [
            nearest_multiple(width, divisor) for width in wanted
        ],
    }


def of_resolution(stages, options):
    wanted = options["gamma"] ** options["phi"] * options["resolution"]
    return {sentence: given["resolution"] for sentence, given in misread(stages, options).items()} | {
        "It fits a resolution that is rounded down.": math.floor(wanted),
        "It fits a resolution that is rounded up.": math.ceil(wanted),
    }


PARTS = {"repeats": of_repeats, "filters": of_filters, "resolution": of_resolution}
