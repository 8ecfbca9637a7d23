"""Visible checks of the Inception module."""

from itertools import permutations

import numpy as np
from classic_cnns_cases import distinct, named_mistake, seed, with_images
from classic_cnns_in_numpy import inception_branches, max_pooling, module_channels

from autograder import Inputs, expect, inputs, task

PUBLISHED = {
    "3a": ([28, 28, 192], [64, 96, 128, 16, 32, 32], 163_696),
    "5b": ([7, 7, 832], [384, 192, 384, 48, 128, 128], 1_444_080),
}


@inputs("inception_size")
def published_modules():
    return Inputs(sent={"cases": [{"input_shape": shape, "filters": row} for shape, row, _ in PUBLISHED.values()]})


@inputs("inception_outputs")
def drawn_module(rng):
    shape = [*distinct(rng, 2, 4, 9), int(rng.integers(3, 7))]
    return with_images(rng, [{"input_shape": shape, "filters": distinct(rng, 6, 2, 12), "seed": seed(rng)}])


def mistakes(images, case):
    """Return what common mistakes compute, each by its sentence."""
    branches = inception_branches(images, case)
    orders = {
        f"The branches are stacked in another order: {order}, counted from 0.": np.concatenate(
            [branches[index] for index in order], -1
        )
        for order in permutations(range(4))
    }
    linear = inception_branches(images, case, between=lambda maps: maps)
    unpooled = inception_branches(images, case, pool=lambda maps, *_: maps)
    pooled_last = [*branches[:3], max_pooling(unpooled[3], 3, 1, "same")]
    return orders | {
        "ReLU is missing behind the reducing 1x1 convolutions.": np.concatenate(linear, -1),
        "The branch of the pooling does not pool.": np.concatenate(unpooled, -1),
        "The last branch pools first, then comes its 1x1 convolution.": np.concatenate(pooled_last, -1),
    }


@task("inception_module", points=1)
def test_modules_have_the_published_size(inception_size):
    """Modules 3a and 5b of GoogLeNet have 163,696 and 1,444,080 parameters: six convolutions, each with a bias."""
    help_line = (
        "Four 1x1 convolutions, one 3x3, one 5x5. The large ones see reduced maps; none is shared between branches."
    )
    expect(inception_size, equals=[count for _, _, count in PUBLISHED.values()], help=help_line)


@task("inception_module", points=2)
def test_module_equals_the_textbook(inception_outputs, given):
    """On drawn widths the module computes its four branches and stacks their channels: 1x1, 3x3, 5x5, pooling."""
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], inception_outputs, strict=True):
        shape = (*images.shape[:-1], module_channels(case["filters"]))
        expect(fact["output"].shape, equals=shape, help="Maps keep their size in every branch; channels are stacked.")
        otherwise = "Follow each branch through figure 2(b): reduce, then the large kernel; pool, then 1x1; ReLU after each convolution."
        help_line = named_mistake(fact["output"], mistakes(images, case), otherwise)
        expect(fact["output"], close_to=np.concatenate(inception_branches(images, case), -1), help=help_line)
