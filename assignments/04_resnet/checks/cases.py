"""What the checks of both units share: cases drawn at random, and what is expected of their facts."""

import numpy as np

from autograder import Inputs, expect, signs

from .in_numpy import closest, kernel_shapes, parameters
from .mistakes import MAIN_BRANCH, VECTORS, kernel_mistakes, normalization_mistakes, output_mistakes

# Single-precision convolutions in another order of summation differ by about 1e-6; a free choice of BN's epsilon by 2e-5 of the value.
TOLERANCE = 2e-3
# The batch's own variance is small beside epsilon, and the momentum is told from single-precision averages.
TRAINING_TOLERANCE = 5e-2
LEAST_MOVED = 1e-6
ALL_SILENT = "No weight at all gets a gradient: on the way to the output it is cut off, as by stop_gradient or a way through NumPy."


def drawn_case(rng, channels, filters, strides=1, activation="relu", as_callable=False):
    """Return one unit's description; odd sizes, at which every usual padding gives the same numbers."""
    height, width = (int(size) for size in rng.choice([5, 7, 9], 2, replace=False))
    seed = int(rng.integers(2**31))
    return {
        "channels": channels,
        "filters": filters,
        "strides": strides,
        "activation": activation,
        "callable": as_callable,
        "height": height,
        "width": width,
        "seed": seed,
    }


def with_images(rng, cases, batch=2):
    shapes = [(batch, case["height"], case["width"], case["channels"]) for case in cases]
    return Inputs(sent={"cases": cases, "images": [rng.normal(size=shape).astype(np.float32) for shape in shapes]})


def two_sizes(rng):
    """Return two different small numbers of channels."""
    return (int(size) for size in rng.choice([3, 4, 5, 6], 2, replace=False))


def silenced_mistakes(images, output):
    """Return for each sentence what its mistake gives where all normalisations give -0.5."""

    def relu(x):
        return np.maximum(x, 0)

    return {
        "This is one number, not images.": output if getattr(output, "ndim", None) == 0 else None,
        "This is relu(x), as where the main branch ends in an activation, or without normalisation.": relu(images),
        "This is x itself, as where the activation stands before the sum and not after it.": images,
        "This is x - 0.5: the sum is not activated.": images - 0.5,
        "Nothing of x is left, as where no shortcut is added, or it leads through a normalisation: "
        "that of a needless projection, or that of the first convolution.": np.zeros_like(images),
        "This is relu(2x - 0.5): the shortcut was added twice.": relu(2 * images - 0.5),
        "This is relu(x - 1): -0.5 was added twice, as where each convolution has a shortcut of its own.": relu(
            images - 1
        ),
        "More than x at the same place still counts, as where a convolution has no normalisation behind it, "
        "or where layers are made anew in `call` and belong to no unit.": lambda: (
            output if _mixes(images, output) else None
        ),
    }


def _mixes(images, output):
    """Return whether the output is no function of the input at the same place: then it leaps where inputs are sorted."""
    if not _are_numbers(output) or output.shape != images.shape:
        return False
    for channel in range(images.shape[-1]):
        in_order = output[..., channel].ravel()[np.argsort(images[..., channel], axis=None)]
        if np.abs(np.diff(in_order)).sum() > 10 * np.ptp(in_order):
            return True
    return False


def _are_numbers(fact):
    return isinstance(fact, np.ndarray) and fact.dtype.kind == "f" and fact.size > 0


def bias_mistakes(unit, cases):
    """Return for each sentence the numbers of parameters that its biases give."""
    length = MAIN_BRANCH[unit]
    kinds = {
        "each convolution": slice(None),
        "each convolution of the main branch": slice(length),
        "the shortcut's convolution": slice(length, None),
    }
    return {
        f"The surplus is as large as that of a bias in {who}.": [with_biases(unit, case, which) for case in cases]
        for who, which in kinds.items()
    }


def with_biases(unit, case, which):
    shapes = kernel_shapes(unit, case["channels"], case["filters"], case["strides"])
    return parameters(unit, case) + sum(shape[-1] for shape in shapes[which])


def expect_textbook(unit, facts, given, help):
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], facts, strict=True):
        nearest = closest(unit, case, fact["weights"], images, fact["output"])
        if nearest is None:
            expect_parts(unit, case, images, fact, help)
        expect(
            fact["output"],
            close_to=nearest,
            tolerance=TOLERANCE,
            mistakes=output_mistakes(unit, case, fact["weights"], images, fact["output"]),
            help=help,
        )
        expect(
            fact["announced"],
            equals=[None, *fact["output"].shape[1:]],
            mistakes={"The announced shape is rounded down.": [None, *rounded_down(case), fact["output"].shape[-1]]},
            help="compute_output_shape announces another shape than call returns.",
        )


def rounded_down(case):
    return [case[side] // case["strides"] for side in ("height", "width")]


def expect_parts(unit, case, images, fact, help):
    """Compare what a unit is made of, where that leaves no way to compute the textbook's output with it."""
    names = [item["name"] for item in fact["weights"]]
    wanted = kernel_shapes(unit, case["channels"], case["filters"], case["strides"])
    found = sorted(item["shape"] for item in fact["weights"] if item["name"] == "kernel")
    expect(
        found,
        equals=sorted(list(shape) for shape in wanted),
        mistakes=kernel_mistakes(unit, case, found),
        help=f"These are the kernels of the unit's convolutions, each with its own batch normalisation. {help}",
    )
    expect(
        fact["output"].shape,
        equals=expected_shape(unit, case, len(images)),
        mistakes=shape_mistakes(unit, case, len(images)),
        help="This is the shape of the unit's output.",
    )
    expect(
        sorted(set(names) - {"kernel"}),
        equals=list(VECTORS),
        help="These vectors make up each batch normalisation, one of each for every convolution.",
    )
    expect(
        [names.count(name) for name in VECTORS],
        equals=[len(wanted)] * len(VECTORS),
        mistakes=normalization_mistakes(unit, case, fact["weights"], images, fact["output"], TOLERANCE),
        help=f"So often the unit has {', '.join(VECTORS)}: once for every convolution, the shortcut's included.",
    )


def expected_shape(unit, case, batch):
    rows, columns = (-(-case[side] // case["strides"]) for side in ("height", "width"))
    return (batch, rows, columns, case["filters"] * (4 if unit == "bottleneck" else 1))


def shape_mistakes(unit, case, batch):
    """Return for each sentence the shape that its mistake gives the unit's output."""
    unshrunk, twice = {**case, "strides": 1}, {**case, "strides": case["strides"] ** 2}
    return {
        "The unit returns one number for all images.": (),
        "The images kept their size, as where `strides` is not used.": expected_shape(unit, unshrunk, batch),
        "The images shrank twice, as where two convolutions take the strides.": expected_shape(unit, twice, batch),
    }


def expect_learning(facts, at_least):
    for weights in facts:
        expect(
            len(weights),
            at_least=at_least,
            help="So many trainable weights take part; create all layers in __init__ or build, none in call.",
        )
        silent = [item["weight"] for item in weights if not item["largest"] > 0]
        expect(
            silent,
            equals=[],
            mistakes={ALL_SILENT: [item["weight"] for item in weights]},
            help="These weights get no gradient: what they compute is not used, or cut off from the gradient.",
        )


def expect_two_modes(unit, facts, given):
    for case, fact in zip(given.sent["cases"], facts, strict=True):
        normalizations = len(kernel_shapes(unit, case["channels"], case["filters"], case["strides"]))
        expect(
            fact["alone"],
            close_to=fact["together"],
            help="At inference one image gave another output alone than in a batch.",
        )
        expect(len(fact["moved"]), at_least=normalizations, help="So many batch normalisations were found in the unit.")
        expect(
            min(fact["moved"]),
            at_least=LEAST_MOVED,
            mistakes=silent_normalizations(fact["moved"]),
            help="A call with training=True must move every normalisation's average.",
        )
        expect(
            fact["trained_again"],
            close_to=fact["trained"],
            tolerance=TOLERANCE,
            help="Two calls with training=True on the same images differ: there is chance in the unit, such as dropout, "
            "or moving averages are used in training.",
        )
        expect(
            fact["settled"],
            close_to=fact["trained"],
            tolerance=TRAINING_TOLERANCE,
            help="With moving averages that equal the batch's statistics, inference must compute what training computes. "
            "They differ by more: a branch is scaled or left out in one of them, or the averages are not of mean and variance.",
        )


def silent_normalizations(moved):
    """Return the mistake that shows in how many of the averages stayed."""
    stayed = sum(movement < LEAST_MOVED for movement in moved)
    if stayed == len(moved):
        sentence = "No normalisation noticed training=True, as where `training` is not handed on."
    else:
        sentence = f"{stayed} of {len(moved)} normalisations did not notice training=True, the others did."
    return signs({sentence: True})


def expect_reload(facts, help="get_config returns every argument of __init__: filters, strides and activation."):
    for fact in facts:
        expect(fact["after"], close_to=fact["before"], mistakes=lost_arguments(fact), help=help)


def lost_arguments(fact):
    """Return the mistakes about arguments that show in what a loaded layer gives."""
    before, after = fact["before"], fact["after"]
    if not (_are_numbers(before) and _are_numbers(after)):
        return {}
    known = {
        "The loaded unit makes larger images: its strides are 1 again.": before.shape[1:-1] < after.shape[1:-1],
        "The loaded unit gives numbers above 1 and none below 0, as ReLU does and tanh does not: its activation is lost.": (
            before.min() < 0 <= after.min() and before.max() <= 1 < after.max()
        ),
    }
    return signs(known)
