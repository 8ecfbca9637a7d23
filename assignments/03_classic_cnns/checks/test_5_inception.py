"""Visible checks of the Inception module."""

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import distinct, seed, with_images

PUBLISHED = {
    "3a": ([28, 28, 192], [64, 96, 128, 16, 32, 32]),
    "5b": ([7, 7, 832], [384, 192, 384, 48, 128, 128]),
}


@inputs("inception_size")
def published_modules():
    return Inputs(sent={"cases": [{"input_shape": shape, "filters": row} for shape, row in PUBLISHED.values()]})


@inputs("inception_outputs")
def drawn_module(rng):
    shape = [*distinct(rng, 2, 4, 9), int(rng.integers(3, 7))]
    return with_images(rng, [{"input_shape": shape, "filters": distinct(rng, 6, 2, 12), "seed": seed(rng)}])


@task("inception_module", points=1)
def test_modules_have_the_published_size(inception_size, answers, mistakes):
    """Modules 3a and 5b of GoogLeNet have 163,696 and 1,444,080 parameters: six convolutions, each with a bias."""
    help_line = (
        "Four 1x1 convolutions, one 3x3, one 5x5. The large ones see reduced maps; none is shared between branches."
    )
    expect(inception_size, equals=answers, mistakes=mistakes, help=help_line)


@task("inception_module", points=2)
def test_module_equals_the_textbook(inception_outputs, answers, mistakes):
    """On drawn widths the module computes its four branches and stacks their channels: 1x1, 3x3, 5x5, pooling."""
    help_line = "Follow each branch through figure 2(b): reduce, then the large kernel; pool, then 1x1; ReLU after each convolution."
    for fact, right, wrong in zip(inception_outputs, answers, mistakes, strict=True):
        kept = "Maps keep their size in every branch; channels are stacked."
        expect(fact["output"].shape, equals=right.shape, help=kept)
        expect(fact["output"], close_to=right, mistakes=wrong, help=help_line)
