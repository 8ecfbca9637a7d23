"""What must come out, computed slowly and obviously."""

import numpy as np

from autograder import answers

from .windows import pooled, windows_of

POOLING = (
    "window_maxima",
    "window_means",
    "default_windows",
    "oblong_windows",
    "negative_edges",
    "averaged_edges",
    "whole_numbers",
)
GRADIENTS = ("routed_gradient", "summed_gradient", "edge_gradient")


@answers(*POOLING)
def maps(given):
    return [pooled(case) for case in given.sent["cases"]]


@answers("map_means")
def means(given):
    return [means_of_maps(images) for images in given.sent["images"]]


@answers("kept_axes")
def means_with_all_axes(given):
    return [means_of_maps(images)[:, None, None] for images in given.sent["images"]]


def means_of_maps(images):
    batch, height, width, channels = images.shape
    found = np.zeros((batch, channels))
    for row, column in np.ndindex(height, width):
        found += images[:, row, column] / (height * width)
    return found


@answers("heads")
def parameters_of_heads(given):
    return [
        {
            "flatten": parameters_behind(height * width * channels, classes),
            "global_average": parameters_behind(channels, classes),
        }
        for height, width, channels, classes in given.sent["cases"]
    ]


def parameters_behind(numbers, classes):
    """Return the parameters of a dense layer: for each class a weight for each number that comes in, and a bias."""
    return classes * numbers + classes


@answers("depth_outputs")
def groups(given):
    asked = zip(given.sent["images"], given.sent["pool_sizes"], strict=True)
    return [largest_of_groups(images, size) for images, size in asked]


@answers("depth_in_model")
def groups_in_a_model(given):
    size, channels = given.sent["pool_size"], given.sent["channels"]
    outputs = [largest_of_groups(images, size) for images in given.sent["images"]]
    return {"announced": [None, None, None, channels // size], "outputs": outputs}


def largest_of_groups(images, size):
    return np.stack([group.max(axis=-1) for group in groups_of(images, size)], axis=-1)


def groups_of(images, size):
    return [images[..., first : first + size] for first in range(0, images.shape[-1], size)]


@answers("plain_sensitivity")
def of_what_doubles(given):
    found = []
    for case in given.sent["cases"]:
        batch, height, width, channels = case["images"].shape
        found.append({"shapes": [[batch, height, width - case["right"], channels]], "sensitivity": 2.0})
    return found


@answers("pooled_sensitivity")
def of_pooling(given):
    return [sensitivity(case) for case in given.sent["cases"]]


def sensitivity(case):
    change, moved = differences(case)
    return np.abs(change).mean() / np.abs(moved).mean()


def differences(case):
    """Return by how much the pooled cut-outs differ, and by how much the cut-outs."""
    images, right = case["images"].astype(np.float64), case["right"]
    first, second = images[:, :, :-right], images[:, :, right:]
    return pooled(case | {"images": first}) - pooled(case | {"images": second}), first - second


@answers("price_paid")
def prices(given):
    return [{"kept": pooled(case).size / case["images"].size, "lost": lost(case)} for case in given.sent["cases"]]


def lost(case):
    return np.abs(what_is_lost(case)).mean()


def what_is_lost(case):
    """Return the differences between all pixels and what their windows became."""
    images, found = case["images"].astype(np.float64), pooled(case)
    windows = [images[window] - found[:, [row], [column]][:, None] for (row, column), window in windows_of(case)]
    return np.concatenate([window.ravel() for window in windows])


@answers(*GRADIENTS)
def gradients(given):
    return [gradient(case) for case in given.sent["cases"]]


def gradient(case):
    return routed(case, winner)


def routed(case, share):
    """Return the gradient if each window's goes to its pixels by `share`, a function of the window."""
    images, upstream = case["images"].astype(np.float64), case["upstream"].astype(np.float64)
    found = np.zeros(images.shape)
    for (row, column), window in windows_of(case):
        found[window] += share(images[window]) * upstream[:, row, column][:, None, None]
    return found


def winner(window):
    """Return 1 for the largest pixel of a window and 0 for all others, for each image and channel; no two are equal."""
    return window == window.max(axis=(1, 2), keepdims=True)
