"""What known mistakes make of images in place of the right maps, by the sentences that name them."""

import numpy as np

from .windows import REDUCE, area_of, placed, pooled, starts_of, strides_of


def mistaken_maps(case):
    return beyond_the_edge(case) | other_numbers(case) | other_windows(case) | other_padding(case) | other_axes(case)


def beyond_the_edge(case):
    """Return the maps of who lets something stand beyond the edge."""
    area = area_of(case)

    def largest_or_zero(window, axis):
        largest = window.max(axis)
        return largest if window.shape[1] * window.shape[2] == area else np.maximum(largest, 0)

    if case["kind"] == "max":
        sentence = "Beyond the edge a zero has won. Nothing is there: where all pixels are negative, the largest is negative, too."
        return {sentence: pooled(case, largest_or_zero)}
    zeros = "Zeros beyond the edge were averaged in. Divide by the number of pixels that the window has inside."
    return {
        zeros: pooled(case, lambda window, axis: window.sum(axis) / area),
        "Pixels of the edge were repeated beyond it, and averaged in again.": pooled(with_edge(case)),
    }


def with_edge(case):
    """Return a case whose image is larger by what windows hang over, with copies of its edge."""
    sizes, sides = case["images"].shape[1:3], case["pool_size"]
    pads = [
        (max(-starts[0], 0), max(starts[-1] + side - size, 0))
        for size, side, starts in zip(sizes, sides, starts_of(case), strict=True)
    ]
    images = np.pad(case["images"], ((0, 0), *pads, (0, 0)), mode="edge")
    return case | {"images": images, "strides": strides_of(case), "padding": "valid"}


def other_numbers(case):
    """Return the maps of who keeps another number of each window."""
    found = {
        "This is the other kind of pooling: the largest and the mean were exchanged.": pooled(
            case, {"max": np.mean, "average": np.max}[case["kind"]]
        ),
        "The smallest number was kept.": pooled(case, np.min),
    }
    if case["kind"] == "max":
        found |= {
            "The signs were dropped: of -9 and 5 the largest is 5, not 9.": pooled(case, largest_by_size),
            "The number that is farthest from zero was kept: of -9 and 5 the largest is 5.": pooled(case, farthest),
        }
    return found | {
        "The median of each window was kept.": pooled(case, np.median),
        "The window was summed up. A mean is divided.": pooled(case, np.sum),
    }


def largest_by_size(window, axis):
    return abs(window).max(axis)


def farthest(window, axis):
    lowest, largest = window.min(axis), window.max(axis)
    return np.where(-lowest > largest, lowest, largest)


def other_windows(case):
    """Return the maps of who takes other windows or strides."""
    pair, strides = case["pool_size"], strides_of(case)
    nothing_said = pair == [2, 2] and case["strides"] is None
    taken = {
        "Windows were moved by one pixel. Without strides they lie side by side.": {"strides": [1, 1]},
        "The strides were not used: windows lie side by side.": {"strides": pair},
        "The strides were exchanged: the first goes down, the second across.": {"strides": strides[::-1]},
        "The stride down was used across as well. A pair has one for each axis.": {"strides": [strides[0]] * 2},
        "The stride across was used down as well. A pair has one for each axis.": {"strides": [strides[1]] * 2},
        "The window's height and width were exchanged.": {"pool_size": pair[::-1], "strides": strides},
        "The windows are 3 x 3. Where nothing is said of them, they are 2 x 2.": {
            "pool_size": [3, 3] if nothing_said else pair
        },
    }
    return {sentence: pooled(case | other) for sentence, other in taken.items()}


def other_padding(case):
    """Return the maps of who places windows elsewhere at the edges."""
    before = "Of an odd overhang, the larger half came before the image. In Keras it comes after."
    strides = "Windows hang over as far as with strides of 1. How far they must depends on the strides."
    over = 'Windows hang over the edge, though padding is "valid".'
    return {
        before: pooled(case, place=mirrored),
        strides: pooled(case, place=too_early),
        over: pooled(case | {"padding": "same"}),
        'Only whole windows were kept, though padding is "same".': pooled(case | {"padding": "valid"}),
    }


def mirrored(size, side, step, padding):
    """Return where windows begin if the larger half of an odd overhang lies before the image."""
    starts = placed(size, side, step, padding)
    over = max(starts[-1] + side - size - starts[0], 0)
    return [start - over % 2 for start in starts]


def too_early(size, side, step, padding):
    """Return where windows begin if the overhang before the image is that of strides of 1."""
    before = (side - 1) // 2
    return placed(size, side, step, padding) if padding == "valid" else range(-before, size - before, step)


def other_axes(case):
    """Return the maps of who pools over more than the window, and of who keeps the images' type."""
    right, reduce = pooled(case), REDUCE[case["kind"]]

    def over(axis):
        return np.broadcast_to(reduce(right, axis=axis, keepdims=True), right.shape)

    return {
        "The images of the batch were pooled together. Each is pooled on its own.": over(0),
        "All channels were pooled together. Each is pooled on its own.": over(-1),
        "The means were cut to whole numbers, as the images are.": np.trunc(right),
    }
