"""Visible checks of the layer that pools over channels."""

import numpy as np

from autograder import Inputs, expect, signs, task
from autograder.authoring import inputs

from .cases import expect_array


def negative(rng, *shape):
    return (rng.normal(size=shape) - 3).astype(np.float32)


@inputs("depth_outputs")
def several_groups(rng):
    return Inputs(
        sent={
            "pool_sizes": [2, 3, 4, 1],
            "images": [negative(rng, *shape) for shape in ((2, 3, 4, 6), (1, 4, 3, 6), (2, 2, 3, 4), (1, 2, 2, 3))],
        }
    )


@inputs("depth_in_model")
def two_sizes(rng):
    images = [negative(rng, 2, 4, 5, 6), negative(rng, 1, 3, 7, 6)]
    return Inputs(sent={"pool_size": 3, "channels": 6, "images": images})


@inputs("depth_indivisible")
def groups_with_a_rest():
    return Inputs(sent={"cases": [[2, 5], [4, 6], [3, 2]]})


@inputs("depth_saved")
def a_size_that_is_no_default(rng):
    return Inputs(sent={"pool_size": 3, "images": negative(rng, 2, 3, 4, 6)})


def expect_groups(images, size, output, answer, mistakes):
    shape_help = f"The shape for {images.shape[-1]} channels in groups of {size}."
    expect_array(output, answer, mistakes, shape_help, "Channels 0 to pool_size - 1 are the first group.")


@task("depth_pool", points=1)
def test_neighbouring_channels_are_pooled(depth_outputs, given, answers, mistakes):
    """The layer keeps the largest of each group of neighbouring channels, at each pixel."""
    asked = given.sent["images"], given.sent["pool_sizes"]
    for case in zip(*asked, depth_outputs, answers, mistakes, strict=True):
        expect_groups(*case)


@task("depth_pool", points=1)
def test_layer_works_in_a_model_of_any_size(depth_in_model, given, answers, mistakes):
    """In a functional model it works before height and width are known, and announces the right shape."""
    help = "The shape that the model announces: batch, height and width are not known yet."
    expect(depth_in_model["announced"], equals=answers["announced"], help=help)
    images, outputs = given.sent["images"], depth_in_model["outputs"]
    for photos, *judged in zip(images, outputs, answers["outputs"], mistakes, strict=True):
        expect_groups(photos, given.sent["pool_size"], *judged)


@task("depth_pool", points=1)
def test_groups_must_be_whole(depth_indivisible):
    """Channels that make no whole groups are refused with a ValueError."""
    silent = "No error was raised: channels that make no whole group were dropped, or pooled all the same."
    known = signs(
        {silent: "none" in depth_indivisible, "The channels are refused, but with another error.": True},
    )
    help = "The errors for 2 and 5, 4 and 6, 3 and 2."
    expect(depth_indivisible, equals=["ValueError"] * 3, mistakes=known, help=help)


@task("depth_pool", points=1)
def test_saved_layer_loads_again(depth_saved, mistakes):
    """A model with the layer can be saved and loaded, and computes the same."""
    before, after = depth_saved["before"], depth_saved["after"]
    help = "The shape after loading: get_config returns every argument."
    expect(after.shape, equals=before.shape, mistakes=mistakes, help=help)
    expect(after, close_to=before, help="The output after loading. get_config returns every argument of __init__.")
