"""Visible checks of separable convolutions, in NumPy and in Keras: compared with loops over pixels."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import case, expect_parameters, expect_textbook, with_images

TOLERANCE = 1e-4
PADDING = "Half of the zeros that are missing, rounded down, go in front; the rest goes behind."
STRIDES = "Strides belong to the depthwise convolution only."


def drawn_convolutions(rng, sizes, kernel_sizes, strides, multiplier=1, filters=None):
    """Draw images and kernels of odd widths and heights, so that no two axes can be mistaken for each other."""
    images, kernels = [], []
    for (height, width), size in zip(sizes, kernel_sizes, strict=True):
        channels = int(rng.integers(3, 6))
        images.append(rng.normal(size=(2, height, width, channels)).astype(np.float32))
        drawn = [rng.normal(size=(size, size, channels, multiplier)).astype(np.float32)]
        drawn += [rng.normal(size=(1, 1, channels * multiplier, filters)).astype(np.float32)] if filters else []
        kernels.append(drawn if filters else drawn[0])
    return Inputs(sent={"images": images, "kernels": kernels, "strides": strides})


@inputs("depthwise_plain")
def odd_images(rng):
    return drawn_convolutions(rng, [(7, 5), (5, 9)], [3, 5], [1, 1])


@inputs("depthwise_padded")
def uneven_padding(rng):
    height, width = (int(pixels) for pixels in rng.choice([6, 8, 10], 2, replace=False))
    return drawn_convolutions(rng, [(height, width), (width, 7), (5, 7), (7, 9)], [3, 5, 2, 3], [2, 2, 1, 3])


@inputs("depthwise_multiplied")
def several_kernels(rng):
    return drawn_convolutions(rng, [(7, 5)], [3], [1], multiplier=int(rng.integers(2, 4)))


@inputs("separable_outputs")
def both_kernels(rng):
    return drawn_convolutions(rng, [(7, 5), (6, 8)], [3, 3], [1, 2], multiplier=2, filters=7)


@inputs("separable_layers_outputs")
def layers(rng):
    channels, filters = (int(count) for count in rng.choice([3, 4, 5, 6, 7], 2, replace=False))
    options = {"channels": channels, "filters": filters}
    cases = [case("separable_layers", rng, **options, kernel_size=5)]
    cases.append(case("separable_layers", rng, size=(6, 10), **options, kernel_size=3, strides=2))
    return with_images(rng, cases, scale=1.0)


@inputs("convolution_costs")
def convolutions_to_count(rng):
    def drawn(strides):
        height, width, channels, filters = (int(number) for number in rng.choice(np.arange(5, 99, 2), 4, replace=False))
        size = int(rng.choice([3, 5, 7]))
        sizes = {"height": height, "width": width, "channels": channels, "filters": filters}
        return sizes | {"kernel_size": size, "strides": strides}

    return Inputs(sent={"cases": [drawn(1), drawn(2)]})


def expect_depthwise(facts, given, answers, mistakes, help):
    sent = given.sent
    cases = zip(sent["images"], sent["kernels"], sent["strides"], facts, answers, mistakes, strict=True)
    for images, kernels, strides, output, answer, known in cases:
        told = f"images {images.shape}, kernels {kernels.shape}, strides {strides}: {help}"
        expect(output, close_to=answer, tolerance=TOLERANCE, mistakes=known, help=told)


@task("separable_convolution", points=1)
def test_depthwise_convolution_looks_at_each_channel_alone(depthwise_plain, given, answers, mistakes):
    """In NumPy, each output channel is the cross-correlation of one input channel with its own kernel."""
    told = "Sum over rows and columns of the window, not over channels; flip no kernel."
    expect_depthwise(depthwise_plain, given, answers, mistakes, told)


@task("separable_convolution", points=1)
def test_depthwise_convolution_pads_as_keras_does(depthwise_padded, given, answers, mistakes):
    """With strides, even sizes and even kernels the zeros of "same" lie where Keras puts them."""
    expect_depthwise(depthwise_padded, given, answers, mistakes, PADDING)


@task("separable_convolution", points=1)
def test_outputs_of_one_channel_stand_side_by_side(depthwise_multiplied, given, answers, mistakes):
    """With several kernels for each channel, the outputs of channel 0 come first, then those of channel 1, and so on."""
    told = "Output channel c * multiplier + m comes from input channel c."
    expect_depthwise(depthwise_multiplied, given, answers, mistakes, told)


@task("separable_convolution", points=1)
def test_separable_convolution_mixes_channels_afterwards(separable_outputs, answers, mistakes):
    """In NumPy, a separable convolution mixes the depthwise convolution's channels at each pixel."""
    for output, answer, known in zip(separable_outputs, answers, mistakes, strict=True):
        expect(output, close_to=answer, tolerance=TOLERANCE, mistakes=known, help=STRIDES)


@task("separable_convolution", points=1)
def test_layers_equal_separable_conv2d(separable_layers_outputs, given, answers, mistakes):
    """In Keras, a depthwise and a 1x1 convolution compute what SeparableConv2D computes with the same weights."""
    told = "A depthwise convolution with the strides, then a 1x1 one. Nothing between."
    expect_textbook(separable_layers_outputs, given, answers, mistakes, told)


@task("separable_convolution", points=1)
def test_layers_have_exactly_their_parameters(separable_layers_outputs, given, answers):
    """The two layers have their kernels as parameters, and no bias."""
    expect_parameters(separable_layers_outputs, given, answers)


@task("separable_convolution", points=2)
def test_costs_are_counted(convolution_costs, given, answers, mistakes):
    """Parameters and multiply-adds of a full and of a separable convolution are counted."""
    for case_, found, answer, known in zip(given.sent["cases"], convolution_costs, answers, mistakes, strict=True):
        told = f"(parameters, multiply_adds) for {case_}. Each weight multiplies once for each pixel of the *output*."
        expect(found, equals=answer, mistakes=known, help=told)
