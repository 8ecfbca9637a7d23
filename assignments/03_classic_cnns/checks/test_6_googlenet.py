"""Visible checks of GoogLeNet. Its modules are replaced by some without weights, so that the rest can be computed by hand."""

from functools import partial

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import (
    NOTHING_DROPPED,
    distinct,
    expect_network,
    expect_parameters,
    expect_silenced,
    one_colour,
    seed,
    with_images,
)
from .in_numpy import googlenet, module_channels, unchanged
from .mistakes import pooled_once_more

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
CONVENTIONS = {
    "This is GoogLeNet without biases; each convolution and the dense layer have one.": 6_990_272,
    "A convolution of the stem is missing: 7x7, then 1x1, then 3x3.": 6_994_392,
    "This flattens the last maps. Each is averaged to one number.": 56_150_552,
}
# Before which stages the maps are pooled, counted from 0.
OTHER_POOLINGS = {
    "A pooling is missing before the first stage. It prepares a stage; it does not end one.": lambda stage: stage > 0,
    "Between the stages nothing is pooled.": lambda stage: stage == 0,
}
NEVER_CALLED = "The argument `module` was never called: the modules were made without it."
# So bright that local response normalisation matters.
BRIGHTNESS = 15
MISTAKES = {
    "Local response normalisation is missing in the stem: behind the first pooling, and behind the 3x3 convolution.": partial(
        googlenet, normalize=unchanged
    ),
    "The maps are pooled once too often: nothing stands between the last stage and the averages.": partial(
        googlenet, before_averages=pooled_once_more
    ),
}
OTHER_SHARES = {
    NOTHING_DROPPED: 0.0,
    "Here 40 % are kept. Keras' `rate` is the share that is dropped.": 0.6,
    "This drops half of the values, AlexNet's share.": 0.5,
}


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


def modules_asked(case, pooled=lambda stage: True):
    """Return what a network asks of its modules: filters and the maps that enter.

    Args:
        pooled: whether the maps are pooled before a stage, by its number from 0. They always are; other answers are mistakes, computed in
            order to be recognised.
    """
    rows, columns, _ = case["input_shape"]
    # Convolution and pooling of the stem.
    rows, columns, channels, asked = -(-rows // 4), -(-columns // 4), case["stem"][-1], []
    for stage, modules in enumerate(case["stages"]):
        if pooled(stage):
            rows, columns = -(-rows // 2), -(-columns // 2)
        for filters in modules:
            asked.append({"filters": filters, "maps": [rows, columns, channels]})
            channels = module_channels(filters)
    return asked


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
def test_googlenet_has_the_published_size(googlenet_size):
    """GoogLeNet without auxiliary heads has 6,998,552 parameters, biases included."""
    expect_parameters(googlenet_size, 6_998_552, CONVENTIONS)


@task("build_googlenet", points=1)
def test_stages_ask_for_the_right_modules(googlenet_modules, given):
    """The stages ask for their modules in order, at 28, 14 and 7 pixels: pooling stands between stages, nowhere else."""
    for case, asked in zip(given.sent["cases"], googlenet_modules, strict=True):
        mistakes = {sentence: modules_asked(case, pooled) for sentence, pooled in OTHER_POOLINGS.items()}
        for name in ("filters", "maps"):
            named = {NEVER_CALLED: []} | {sentence: each(name, modules) for sentence, modules in mistakes.items()}
            help_line = f"The {name} of each module in turn, for images {tuple(case['input_shape'])} and {len(case['stages'])} stages."
            expect(each(name, asked), equals=each(name, modules_asked(case)), mistakes=named, help=help_line)


@task("build_googlenet", points=2)
def test_googlenet_equals_the_textbook(googlenet_outputs, given):
    """With modules that only repeat channels, the network computes stem, pooling between stages, averages and one softmax."""
    help_line = "Stem: 7x7, ReLU, pooling, normalisation, 1x1, ReLU, 3x3, ReLU, normalisation. Head: mean over each map, dense, softmax."
    expect_network(googlenet_outputs, given, googlenet, help_line, MISTAKES)


@task("build_googlenet", points=1)
def test_googlenet_drops_before_its_dense_layer(googlenet_dropped):
    """In training, 40 % of the averaged values are dropped before the dense layer."""
    expect_silenced(googlenet_dropped, 0.4, "The share of values silenced.", OTHER_SHARES)
