"""What known mistakes make of a case of `conv2d`, each with the sentence that names it."""

import numpy as np

from .textbook import ONES, maps_of, pads_of

BEFORE = "Of an odd number of zeros, the larger half came before the image. In Keras it comes after."
FOR_STRIDES_OF_ONE = "The image was padded for strides of 1. How many zeros it takes depends on the strides."
# By their sentences, in the order in which those that fit alike are told.
MISTAKEN_MAPS = {}


def told_as(sentence):
    """Make a function the one that gives the maps of a case as a mistake has them; `None` where no map comes of it."""

    def mark(function):
        MISTAKEN_MAPS[sentence] = function
        return function

    return mark


@told_as(BEFORE)
def more_zeros_before(case):
    return maps_of(case, [pair[::-1] for pair in pads_of(case)])


@told_as(FOR_STRIDES_OF_ONE)
def padded_for_strides_of_one(case):
    return maps_of(case, pads_of(case, strides=ONES))


@told_as("The kernel was flipped. Convolution in deep learning is cross-correlation: the kernel is laid on as it is.")
def kernel_flipped(case):
    return maps_of(case, kernels=case["kernels"][::-1, ::-1])


@told_as("The kernel's rows were flipped, the last came first. The kernel is laid on as it is.")
def kernel_upside_down(case):
    return maps_of(case, kernels=case["kernels"][::-1])


@told_as("The kernel's columns were flipped, the last came first. The kernel is laid on as it is.")
def kernel_mirrored(case):
    return maps_of(case, kernels=case["kernels"][:, ::-1])


@told_as("The kernel's rows and columns were exchanged: its first axis runs down, its second across.")
def kernel_transposed(case):
    return maps_of(case, pads_of(case), kernels=case["kernels"].swapaxes(0, 1))


@told_as("The channels were averaged. They are summed.")
def channels_averaged(case):
    return maps_of(case, kernels=case["kernels"] / np.float32(case["kernels"].shape[2]))


@told_as(
    "Only the first channel was looked at. Every filter has a kernel for each channel, and their results are summed."
)
def first_channel_only(case):
    return maps_of(case, images=case["images"][..., :1], kernels=case["kernels"][:, :, :1])


@told_as("Every image of the batch got the maps of the first.")
def first_image_for_all(case):
    right = maps_of(case)
    return np.broadcast_to(right[:1], right.shape)


@told_as("The bias was not added.")
def bias_missing(case):
    return maps_of(case, bias=None)


@told_as("The bias was added once for each channel. It is added once for each map.")
def bias_per_channel(case):
    return maps_of(case, bias=None if case["bias"] is None else case["kernels"].shape[2] * case["bias"])


@told_as("All maps got the bias of the first filter. Each has its own.")
def bias_of_first_filter(case):
    return maps_of(case, bias=None if case["bias"] is None else case["bias"][0])


@told_as("The strides were not used.")
def strides_ignored(case):
    return maps_of(case, strides=ONES)


@told_as("The strides were exchanged: the first goes down, the second across.")
def strides_exchanged(case):
    return maps_of(case, strides=case["strides"][::-1])


def with_strides(case, down, across):
    """Where one of the case's strides is 1, it tells nothing of a mistake about pairs: what is right stands for it."""
    return maps_of(case) if 1 in case["strides"] else maps_of(case, strides=(down, across))


@told_as("The stride down was used across as well. A pair has one for each axis.")
def strides_of_first(case):
    return with_strides(case, case["strides"][0], case["strides"][0])


@told_as("The stride across was used down as well. A pair has one for each axis.")
def strides_of_second(case):
    return with_strides(case, case["strides"][1], case["strides"][1])


@told_as("The strides were used down only: across, windows stand at every pixel.")
def strides_down_only(case):
    return with_strides(case, case["strides"][0], 1)


@told_as("The strides were used across only: down, windows stand at every pixel.")
def strides_across_only(case):
    return with_strides(case, 1, case["strides"][1])


@told_as('The image was not padded, though padding is "same".')
def not_padded(case):
    sides = zip(case["images"].shape[1:3], case["kernels"].shape[:2], case["dilation"], strict=True)
    fits = all(size > gap * (kernel - 1) for size, kernel, gap in sides)
    return maps_of(case, padding="valid") if fits else None


@told_as('The image was padded with copies of its edge. "same" padding adds zeros.')
def padded_with_edge(case):
    images = np.pad(case["images"], ((0, 0), *pads_of(case), (0, 0)), mode="edge")
    return maps_of(case, images=images, padding="valid")


@told_as("The dilation was not used.")
def dilation_ignored(case):
    return maps_of(case, dilation=ONES)


@told_as("The dilation was taken for the number of holes between two weights. It is the distance from one to the next.")
def dilation_as_holes(case):
    return maps_of(case, dilation=[gap + (gap > 1) for gap in case["dilation"]])


@told_as("The image was padded for the kernel as it was before it was dilated.")
def dilation_unknown_to_padding(case):
    return maps_of(case, pads_of(case, dilation=ONES))


@told_as("The maps were kept as whole numbers of one byte, as the images are: fractions are lost, and 256 is 0 again.")
def wrapped_around(case):
    right = maps_of(case)
    return np.floor(right) % 256 if case["images"].dtype == np.uint8 else right


def differ(left, right):
    """Return whether a mistake can be told by a case: it gives other maps, or none."""
    return left is None or left.shape != right.shape or not np.allclose(left, right, atol=1e-3)
