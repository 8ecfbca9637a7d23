"""What known mistakes give: of each kind of pooling in all cases together, of anything else in each case."""

import numpy as np

from autograder import EachCase, Mistakes, mistakes

from .answers import GRADIENTS, POOLING, gradient, groups_of, lost, means_of_maps, parameters_behind, sensitivity
from .mistaken_maps import mistaken_maps
from .mistaken_measures import (
    mistaken_cut_outs,
    mistaken_gradients,
    mistaken_losses,
    mistaken_sensitivities,
    mistaken_sensitivities_of_doubling,
    mistaken_shares,
)
from .windows import pooled


@mistakes(*POOLING)
def maps(given):
    return by_kind(given, pooled, mistaken_maps)


@mistakes("pooled_sensitivity")
def of_pooling(given):
    return by_kind(given, sensitivity, mistaken_sensitivities)


@mistakes("price_paid")
def prices(given):
    kept = [Mistakes(mistaken_shares(case)) for case in given.sent["cases"]]
    return {"kept": kept, "lost": by_kind(given, lost, mistaken_losses)}


@mistakes(*GRADIENTS)
def gradients(given):
    return by_kind(given, gradient, mistaken_gradients)


def by_kind(given, right_for, mistaken_for):
    """Return for each kind of pooling what mistakes give in all its cases, but for those that change nothing in any."""
    kinds = {}
    for case in given.sent["cases"]:
        kinds.setdefault(case["kind"], []).append((right_for(case), mistaken_for(case)))
    return {kind: told(*zip(*cases, strict=True)) for kind, cases in kinds.items()}


def told(rights, mistaken):
    found = {sentence: EachCase(values[sentence] for values in mistaken) for sentence in mistaken[0]}
    return Mistakes({sentence: values for sentence, values in found.items() if any(map(differ, values, rights))})


def differ(value, right):
    return np.shape(value) != np.shape(right) or not np.allclose(value, right, atol=1e-3)


@mistakes("map_means")
def means(given):
    return [in_place_of_means(images, keepdims=False) for images in given.sent["images"]]


@mistakes("kept_axes")
def means_with_all_axes(given):
    return [in_place_of_means(images, keepdims=True) for images in given.sent["images"]]


def in_place_of_means(images, keepdims):
    batch, height, width, channels = images.shape
    means, ranked = means_of_maps(images), np.sort(images.reshape(batch, -1, channels), axis=1)
    if keepdims:
        means, ranked = means[:, None, None], ranked[:, None, None]
    shapes = {
        "The axes of length 1 were kept.": (batch, 1, 1, channels),
        "Height and width are gone, though `keepdims` is True.": (batch, channels),
        "The channels were averaged, and the height is left.": (batch, height, 1, 1) if keepdims else (batch, height),
        "The channels were averaged, and the width is left.": (batch, 1, width, 1) if keepdims else (batch, width),
        "The images of the batch were averaged, too.": (1, 1, 1, channels) if keepdims else (channels,),
    }
    numbers = {
        "The numbers of each map were summed up, and not divided.": height * width * means,
        "This is the largest number of each map.": ranked[..., -1, :],
    }
    return {"shape": Mistakes(shapes), "numbers": Mistakes(numbers)}


@mistakes("heads")
def parameters_of_heads(given):
    return [in_place_of_heads(*case) for case in given.sent["cases"]]


def in_place_of_heads(height, width, channels, classes):
    flat, of_one_map, averaged = (
        parameters_behind(numbers, classes) for numbers in (height * width * channels, height * width, channels)
    )
    one_map = {"The pixels of one map were counted, not those of all.": of_one_map}
    pixels = "A weight was counted for each pixel of a map. There is one number for each map."
    as_flattened = {pixels: of_one_map, "The maps were counted as if they were flattened.": flat}
    return {
        "flatten": Mistakes(without_biases(flat, classes) | one_map),
        "global_average": Mistakes(without_biases(averaged, classes) | as_flattened),
    }


def without_biases(right, classes):
    return {
        "The biases were not counted.": right - classes,
        "One bias was counted for the whole layer. Each class has its own.": right - classes + 1,
        "Nothing was counted.": 0,
    }


@mistakes("depth_outputs")
def groups(given):
    asked = zip(given.sent["images"], given.sent["pool_sizes"], strict=True)
    return [in_place_of_groups(images, size) for images, size in asked]


@mistakes("depth_in_model")
def groups_in_a_model(given):
    return [in_place_of_groups(images, given.sent["pool_size"]) for images in given.sent["images"]]


def in_place_of_groups(images, size):
    *pixels, channels = images.shape
    number = channels // size
    shapes = {
        "All channels were pooled together.": (*pixels, 1),
        f"The groups have 2 channels. `pool_size` is {size}.": (*pixels, channels // 2),
        "The groups overlap: each channel begins one of its own.": (*pixels, channels - size + 1),
        "Nothing was pooled: all channels are still there.": images.shape,
    }
    far_apart = [images[..., first::number].max(axis=-1) for first in range(number)]
    numbers = {
        "These are groups of channels far apart; neighbours belong together.": np.stack(far_apart, axis=-1),
        "This is the mean of each group.": over_groups(images, size, np.mean),
        "This is the smallest of each group.": over_groups(images, size, np.min),
    }
    return {"shape": Mistakes(shapes), "numbers": Mistakes(numbers)}


def over_groups(images, size, reduce):
    return np.stack([reduce(group, axis=-1) for group in groups_of(images, size)], axis=-1)


@mistakes("depth_saved")
def loaded_layers(given):
    *pixels, channels = given.sent["images"].shape
    return Mistakes(
        {"The loaded layer has groups of 2, the default: its size was not saved.": (*pixels, channels // 2)}
    )


@mistakes("plain_sensitivity")
def of_what_doubles(given):
    return [
        {
            "shapes": Mistakes(mistaken_cut_outs(case["images"], case["right"])),
            "sensitivity": Mistakes(mistaken_sensitivities_of_doubling(case["images"], case["right"])),
        }
        for case in given.sent["cases"]
    ]
