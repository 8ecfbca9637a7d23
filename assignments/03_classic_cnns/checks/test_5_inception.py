"""Visible checks of the Inception module."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import distinct, seed, with_images
from .in_numpy import inception_branches, module_channels
from .mistakes import inception_mistakes

PUBLISHED = {
    "3a": ([28, 28, 192], [64, 96, 128, 16, 32, 32], 163_696),
    "5b": ([7, 7, 832], [384, 192, 384, 48, 128, 128], 1_444_080),
}
CONVENTIONS = {
    "These are modules without biases; each convolution has one.": [163_328, 1_442_816],
    "The large kernels see all channels here: no 1x1 convolution reduces them first.": [393_472, 5_964_800],
    "This is figure 2(a): no 1x1 convolution stands before the large kernels or behind the pooling.": [
        387_296,
        5_858_176,
    ],
    "No 1x1 convolution stands behind the pooling.": [157_520, 1_337_456],
    "One reducing convolution, that of the 3x3, serves both large kernels.": [224_608, 1_864_896],
    "One reducing convolution, that of the 5x5, serves both large kernels.": [53_008, 786_480],
    "Columns are taken for each other: each large kernel has the width of its reduction, and its reduction the kernel's.": [
        172_912,
        1_670_384,
    ],
    "A 3x3 convolution stands where the paper has 5x5, as in torchvision.": [155_504, 1_345_776],
}


@inputs("inception_size")
def published_modules():
    return Inputs(sent={"cases": [{"input_shape": shape, "filters": row} for shape, row, _ in PUBLISHED.values()]})


@inputs("inception_outputs")
def drawn_module(rng):
    shape = [*distinct(rng, 2, 4, 9), int(rng.integers(3, 7))]
    return with_images(rng, [{"input_shape": shape, "filters": distinct(rng, 6, 2, 12), "seed": seed(rng)}])


@task("inception_module", points=1)
def test_modules_have_the_published_size(inception_size):
    """Modules 3a and 5b of GoogLeNet have 163,696 and 1,444,080 parameters: six convolutions, each with a bias."""
    help_line = (
        "Four 1x1 convolutions, one 3x3, one 5x5. The large ones see reduced maps; none is shared between branches."
    )
    published = [count for _, _, count in PUBLISHED.values()]
    expect(inception_size, equals=published, mistakes=CONVENTIONS, help=help_line)


@task("inception_module", points=2)
def test_module_equals_the_textbook(inception_outputs, given):
    """On drawn widths the module computes its four branches and stacks their channels: 1x1, 3x3, 5x5, pooling."""
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], inception_outputs, strict=True):
        shape = (*images.shape[:-1], module_channels(case["filters"]))
        expect(fact["output"].shape, equals=shape, help="Maps keep their size in every branch; channels are stacked.")
        help_line = "Follow each branch through figure 2(b): reduce, then the large kernel; pool, then 1x1; ReLU after each convolution."
        right, mistakes = np.concatenate(inception_branches(images, case), -1), inception_mistakes(images, case)
        expect(fact["output"], close_to=right, mistakes=mistakes, help=help_line)
