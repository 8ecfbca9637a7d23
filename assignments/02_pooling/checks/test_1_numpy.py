"""Visible checks of pooling in NumPy, and of global pooling."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import TOLERANCE, expect_maps, known_answers
from .mistakes import mistaken_heads, mistaken_means, mistaken_shapes_of_means


@inputs("window_maxima")
def windows_for_the_largest():
    return known_answers("window_maxima")


@inputs("window_means")
def windows_for_means():
    return known_answers("window_means")


@inputs("default_windows")
def nothing_said():
    return known_answers("default_windows")


@inputs("oblong_windows")
def nothing_square():
    return known_answers("oblong_windows")


@inputs("negative_edges")
def negative_images():
    return known_answers("negative_edges")


@inputs("averaged_edges")
def images_with_edges():
    return known_answers("averaged_edges")


@inputs("whole_numbers")
def integers():
    return known_answers("whole_numbers")


@inputs("map_means", "kept_axes")
def maps_of_several_sizes(rng):
    sizes = [(2, 3, 5, 4), (1, 6, 2, 3), (3, 1, 1, 2)]
    images = [rng.integers(-9, 20, size).astype(np.float32) for size in sizes]
    return Inputs(sent={"images": images})


@inputs("heads")
def known_heads():
    # The last maps of VGG-16 and of ResNet-50, and small ones that are not square.
    cases = {(7, 7, 512, 1000): (25_089_000, 513_000), (7, 7, 2048, 5): (501_765, 10_245), (2, 3, 4, 5): (125, 25)}
    return Inputs(sent={"cases": [list(case) for case in cases]}, withheld={"expected": list(cases.values())})


@task("pool2d", points=1)
def test_the_largest_of_each_window(window_maxima, given):
    """Max pooling keeps the largest number of each window, for each image and channel on its own."""
    expect_maps(window_maxima, given, "All numbers are whole: compute the first window by hand.")


@task("pool2d", points=1)
def test_the_mean_of_each_window(window_means, given):
    """Average pooling keeps the mean of each window, for each image and channel on its own."""
    expect_maps(window_means, given, "All numbers are whole: compute the first window by hand.")


@task("pool2d", points=1)
def test_windows_lie_side_by_side(default_windows, given):
    """Without strides windows lie side by side; without a window it is 2 x 2."""
    expect_maps(default_windows, given, "What are the strides where nothing is said of them?")


@task("pool2d", points=1)
def test_windows_need_not_be_square(oblong_windows, given):
    """Windows and strides may be pairs, and strides may be shorter or longer than the window."""
    expect_maps(oblong_windows, given, "The first of a pair is for height, the second for width.")


@task("pool2d", points=1)
def test_padding_never_wins(negative_edges, given):
    """With "same" padding what lies beyond the edge never wins a maximum."""
    expect_maps(negative_edges, given, "Where does each window begin, and which of its pixels exist?")


@task("pool2d", points=1)
def test_padding_is_not_averaged_in(averaged_edges, given):
    """With "same" padding what lies beyond the edge is not averaged in."""
    expect_maps(averaged_edges, given, "Where does each window begin, and how many of its pixels exist?")


@task("pool2d", points=1)
def test_pixels_may_be_whole_numbers(whole_numbers, given):
    """Images of whole numbers are pooled as floats of the same values are, "same" padding included."""
    expect_maps(whole_numbers, given, "The images' type is int32. Which of your values does that type not have?")


@task("global_pooling", points=1)
def test_each_map_becomes_its_mean(map_means, given):
    """Global average pooling gives (batch, channels): the mean of each map, whatever its size."""
    expect_means(map_means, given, keepdims=False)


@task("global_pooling", points=1)
def test_axes_are_kept_if_asked_for(kept_axes, given):
    """With keepdims=True it gives (batch, 1, 1, channels)."""
    expect_means(kept_axes, given, keepdims=True)


def expect_means(facts, given, keepdims):
    for images, fact in zip(given.sent["images"], facts, strict=True):
        batch, height, width, channels = images.shape
        expected = np.zeros((batch, 1, 1, channels) if keepdims else (batch, channels))
        for row, column in np.ndindex(height, width):
            expected += images[:, row, column].reshape(expected.shape) / (height * width)
        mistakes = mistaken_shapes_of_means(images, keepdims)
        expect(fact.shape, equals=expected.shape, mistakes=mistakes, help="The shape of what comes out.")
        mistakes = mistaken_means(images, expected)
        expect(fact, close_to=expected, tolerance=TOLERANCE, mistakes=mistakes, help="Over which axes is the mean?")


@task("global_pooling", points=1)
def test_heads_are_counted(heads, given):
    """The dense layer's parameters are counted right, behind flattened maps and behind their means."""
    for case, found, expected in zip(given.sent["cases"], heads, given.withheld["expected"], strict=True):
        for kind, parameters in zip(("flatten", "global_average"), expected, strict=True):
            help = f"{kind}, for height, width, channels, classes {tuple(case)}: one weight for each input and class, and biases."
            mistakes = mistaken_heads(kind, expected, *case[2:])
            expect(found[kind], equals=parameters, mistakes=mistakes, help=help)
