"""Visible checks of GoogLeNet. Its modules are replaced by some without weights, so that the rest can be computed by hand."""

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import (
    distinct,
    expect_network,
    expect_parameters,
    expect_silenced,
    one_colour,
    seed,
    with_images,
)

STAGES = [
    [[64, 96, 128, 16, 32, 32], [128, 128, 192, 32, 96, 64]],
    [
        [192, 96, 208, 16, 48, 64],
        [160, 112, 224, 24, 64, 64],
        [128, 128, 256, 24, 64, 64],
        [112, 144, 288, 32, 64, 64],
        [256, 160, 320, 32, 128, 128],
    ],
    [[256, 160, 320, 32, 128, 128], [384, 192, 384, 48, 128, 128]],
]
# So bright that local response normalisation matters.
BRIGHTNESS = 15


def drawn_googlenet(rng):
    """Return a network for images of odd size, odd again when halved: there every usual padding gives the same numbers."""
    height, width = (int(size) for size in rng.choice([33, 49, 65], 2, replace=False))
    counts = rng.permutation([1, 2])
    return {
        "input_shape": [height, width, 3],
        "classes": int(rng.integers(3, 8)),
        "stages": [[distinct(rng, 6, 2, 12) for _ in range(count)] for count in counts],
        "stem": distinct(rng, 3, 4, 10),
        "seed": seed(rng),
    }


def each(name, modules):
    return [module[name] for module in modules]


@inputs("googlenet_modules")
def published_and_drawn(rng):
    published = {"input_shape": [224, 224, 3], "classes": 1000, "stages": STAGES, "stem": [64, 64, 192]}
    return Inputs(sent={"cases": [published, drawn_googlenet(rng)]})


@inputs("googlenet_outputs")
def drawn_network(rng):
    return with_images(rng, [drawn_googlenet(rng)], BRIGHTNESS)


@inputs("googlenet_dropped")
def square_head():
    case = {"input_shape": [9, 9, 3], "classes": 32, "stages": [[[8, 3, 8, 3, 8, 8]]], "stem": [5, 6, 7]}
    return one_colour(case)


@task("build_googlenet", points=1)
def test_googlenet_has_the_published_size(googlenet_size, answers, mistakes):
    """GoogLeNet without auxiliary heads has 6,998,552 parameters, biases included."""
    expect_parameters(googlenet_size, answers, mistakes)


@task("build_googlenet", points=1)
def test_stages_ask_for_the_right_modules(googlenet_modules, given, answers, mistakes):
    """The stages ask for their modules in order, at 28, 14 and 7 pixels: pooling stands between stages, nowhere else."""
    for case, asked, right, wrong in zip(given.sent["cases"], googlenet_modules, answers, mistakes, strict=True):
        for name in ("filters", "maps"):
            help_line = f"The {name} of each module in turn, for images {tuple(case['input_shape'])} and {len(case['stages'])} stages."
            expect(each(name, asked), equals=each(name, right), mistakes=wrong[name], help=help_line)


@task("build_googlenet", points=2)
def test_googlenet_equals_the_textbook(googlenet_outputs, given, answers, mistakes):
    """With modules that only repeat channels, the network computes stem, pooling between stages, averages and one softmax."""
    help_line = "Stem: 7x7, ReLU, pooling, normalisation, 1x1, ReLU, 3x3, ReLU, normalisation. Head: mean over each map, dense, softmax."
    expect_network(googlenet_outputs, given, answers, mistakes, help_line)


@task("build_googlenet", points=1)
def test_googlenet_drops_before_its_dense_layer(googlenet_dropped, answers, mistakes):
    """In training, 40 % of the averaged values are dropped before the dense layer."""
    expect_silenced(googlenet_dropped, answers, mistakes, "The share of values silenced.")
