"""What known mistakes give in place of what is measured, and of the gradient, by the sentences that name them."""

import numpy as np

from .answers import differences, gradient, routed, sensitivity, what_is_lost, winner
from .windows import area_of, pooled, windows_of

NOT_DIVIDED = "The change of the maps was not divided by that of the images."
UPSIDE_DOWN = "The change of the images was divided by that of the maps."
SQUARES = "Squares of the differences were averaged in place of their absolute values."


def mistaken_cut_outs(images, right):
    """Return what shapes of cut-outs mistakes about the shift give."""
    batch, height, width, channels = images.shape
    full_width = (
        "`pool` was called with images of full width: what moves out was rolled around, or what moves in was filled in, "
        "or maps were shifted in place of images."
    )
    return {
        full_width: [[batch, height, width, channels]],
        "Rows were cut off, not columns: this is a shift down.": [[batch, height - right, width, channels]],
        "The shift is by 1, whatever `right` is.": [[batch, height, width - 1, channels]],
    }


def mistaken_sensitivities_of_doubling(images, right):
    """Return what sensitivities mistakes give if each pixel is doubled."""
    first, second = images[:, :, :-right], images[:, :, right:]
    moved, cancelled = np.abs(second - first).mean(), abs((second - first).mean())
    of_sizes = abs((np.abs(second) - np.abs(first)).mean())
    sizes_first = "Differences cancel each other: absolute values were taken before the subtraction, or not at all."
    return {
        UPSIDE_DOWN: 0.5,
        SQUARES: 4.0,
        NOT_DIVIDED: 2 * moved,
        "Differences of the maps cancel each other.": 2 * cancelled / moved,
        "Differences of the images cancel each other.": 2 * moved / cancelled,
        sizes_first: 2 * of_sizes / cancelled,
    }


def mistaken_sensitivities(case):
    change, moved = differences(case)
    sums = (
        "A sum was divided by a sum. Pooled cut-outs have fewer numbers, so that their sum is smaller for that alone."
    )
    cancel = "Differences with opposite signs cancel each other. Their absolute values do not."
    return {
        sums: np.abs(change).sum() / np.abs(moved).sum(),
        cancel: abs(change.mean() / moved.mean()),
        SQUARES: (change**2).mean() / (moved**2).mean(),
        NOT_DIVIDED: np.abs(change).mean(),
        UPSIDE_DOWN: 1 / sensitivity(case),
    }


def mistaken_shares(case):
    """Return what mistakes give in place of the share of numbers that are kept."""
    side = case["pool_size"][0]
    return {
        "This is the share that is dropped.": 1 - 1 / side**2,
        "Only one side of the window was counted.": 1 / side,
    }


def mistaken_losses(case):
    gaps, side = what_is_lost(case), case["pool_size"][0]
    tiled = np.tile(pooled(case), (1, side, side, 1))
    return {
        "The whole map was repeated, side by side. Each of its numbers belongs over its own window.": np.abs(
            case["images"] - tiled
        ).mean(),
        "Differences with opposite signs cancel each other, so that less seems to be lost.": abs(gaps.mean()),
        "The differences were squared.": (gaps**2).mean(),
        "The differences were squared, and the root taken of their mean.": np.sqrt((gaps**2).mean()),
    }


def mistaken_gradients(case):
    evenly = "The gradient was spread over the window. That is average pooling's; here the winner takes it all."
    once = "A pixel that wins in several windows got the last window's gradient only. It gets the sum."
    first = "The gradient went to the first pixel of each window, whichever is the largest."
    pixel = "The gradient was multiplied by the pixel. A larger winner makes the output no more sensitive to it."
    zeros = "Where windows hang over the edge, zeros beyond it have won, and their gradient is lost."
    whole = "Windows that hang over the edge were left out, and their gradient is lost."
    ones = "The winners are right, but what came from above was not handed on."
    return {
        evenly: routed(case, lambda window: np.ones(window.shape) / (window.shape[1] * window.shape[2])),
        once: gradient_of_the_last(case),
        "The gradient went to the smallest pixel of each window.": routed(case, lambda window: winner(-window)),
        first: routed(case, first_pixel),
        pixel: gradient(case) * case["images"],
        zeros: routed(case, lambda window: winner_unless_zeros_win(window, area_of(case))),
        whole: gradient(case | {"padding": "valid"}),
        ones: gradient(case | {"upstream": np.ones(case["upstream"].shape)}),
    }


def first_pixel(window):
    return np.eye(window[0, ..., 0].size)[0].reshape(*window.shape[1:3], 1)


def winner_unless_zeros_win(window, area):
    whole = window.shape[1] * window.shape[2] == area
    return winner(window) if whole else winner(window) * (window > 0)


def gradient_of_the_last(case):
    found, upstream = np.zeros(case["images"].shape), case["upstream"].astype(np.float64)
    for (row, column), window in windows_of(case):
        arriving = upstream[:, row, column][:, None, None]
        found[window] = np.where(winner(case["images"][window]), arriving, found[window])
    return found
