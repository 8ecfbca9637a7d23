"""Visible checks of pooling in NumPy, and of global pooling."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import by_hand, expect_array, expect_maps


@inputs("window_maxima")
def windows_for_the_largest():
    return by_hand("window_maxima")


@inputs("window_means")
def windows_for_means():
    return by_hand("window_means")


@inputs("default_windows")
def nothing_said():
    return by_hand("default_windows")


@inputs("oblong_windows")
def nothing_square():
    return by_hand("oblong_windows")


@inputs("negative_edges")
def negative_images():
    return by_hand("negative_edges")


@inputs("averaged_edges")
def images_with_edges():
    return by_hand("averaged_edges")


@inputs("whole_numbers")
def integers():
    return by_hand("whole_numbers")


@inputs("map_means", "kept_axes")
def maps_of_several_sizes(rng):
    sizes = [(2, 3, 5, 4), (1, 6, 2, 3), (3, 1, 1, 2)]
    images = [rng.integers(-9, 20, size).astype(np.float32) for size in sizes]
    return Inputs(sent={"images": images})


@inputs("heads")
def known_heads():
    # The last maps of VGG-16 and of ResNet-50, and small ones that are not square.
    return Inputs(sent={"cases": [[7, 7, 512, 1000], [7, 7, 2048, 5], [2, 3, 4, 5]]})


@task("pool2d", points=1)
def test_the_largest_of_each_window(window_maxima, given, answers, mistakes):
    """Max pooling keeps the largest number of each window, for each image and channel on its own."""
    expect_maps(window_maxima, given, answers, mistakes, "All numbers are whole: compute the first window by hand.")


@task("pool2d", points=1)
def test_the_mean_of_each_window(window_means, given, answers, mistakes):
    """Average pooling keeps the mean of each window, for each image and channel on its own."""
    expect_maps(window_means, given, answers, mistakes, "All numbers are whole: compute the first window by hand.")


@task("pool2d", points=1)
def test_windows_lie_side_by_side(default_windows, given, answers, mistakes):
    """Without strides windows lie side by side; without a window it is 2 x 2."""
    expect_maps(default_windows, given, answers, mistakes, "What are the strides where nothing is said of them?")


@task("pool2d", points=1)
def test_windows_need_not_be_square(oblong_windows, given, answers, mistakes):
    """Windows and strides may be pairs, and strides may be shorter or longer than the window."""
    expect_maps(oblong_windows, given, answers, mistakes, "The first of a pair is for height, the second for width.")


@task("pool2d", points=1)
def test_padding_never_wins(negative_edges, given, answers, mistakes):
    """With "same" padding what lies beyond the edge never wins a maximum."""
    expect_maps(
        negative_edges, given, answers, mistakes, "Where does each window begin, and which of its pixels exist?"
    )


@task("pool2d", points=1)
def test_padding_is_not_averaged_in(averaged_edges, given, answers, mistakes):
    """With "same" padding what lies beyond the edge is not averaged in."""
    expect_maps(
        averaged_edges, given, answers, mistakes, "Where does each window begin, and how many of its pixels exist?"
    )


@task("pool2d", points=1)
def test_pixels_may_be_whole_numbers(whole_numbers, given, answers, mistakes):
    """Images of whole numbers are pooled as floats of the same values are, "same" padding included."""
    expect_maps(
        whole_numbers,
        given,
        answers,
        mistakes,
        "The images' type is int32. Which of your values does that type not have?",
    )


@task("global_pooling", points=1)
def test_each_map_becomes_its_mean(map_means, answers, mistakes):
    """Global average pooling gives (batch, channels): the mean of each map, whatever its size."""
    expect_means(map_means, answers, mistakes)


@task("global_pooling", points=1)
def test_axes_are_kept_if_asked_for(kept_axes, answers, mistakes):
    """With keepdims=True it gives (batch, 1, 1, channels)."""
    expect_means(kept_axes, answers, mistakes)


def expect_means(facts, answers, mistakes):
    for fact, answer, known in zip(facts, answers, mistakes, strict=True):
        expect_array(fact, answer, known, "The shape of what comes out.", "Over which axes is the mean?")


@task("global_pooling", points=1)
def test_heads_are_counted(heads, given, answers, mistakes):
    """The dense layer's parameters are counted right, behind flattened maps and behind their means."""
    for case, found, answer, known in zip(given.sent["cases"], heads, answers, mistakes, strict=True):
        for kind, parameters in answer.items():
            help = f"{kind}, for height, width, channels, classes {tuple(case)}: one weight for each input and class, and biases."
            expect(found[kind], equals=parameters, mistakes=known[kind], help=help)
