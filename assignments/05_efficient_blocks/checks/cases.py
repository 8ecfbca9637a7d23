"""Compares a student's block with the textbook's, whatever its layers are called and in whatever order they were made.

Nobody knows which of a block's kernels is which. The probe draws each weight by its shape, so that only kernels of one shape, and
normalisations of one width, may be exchanged: what comes out is one of few.
"""

import numpy as np

from autograder import Inputs, expect

from . import signs

# Single-precision convolutions in another order of summation differ by about 1e-6; a free choice of BN's epsilon by 2e-5 of the value.
TOLERANCE = 2e-3
# Within Keras' order the n-th vector of each kind belongs to one normalisation.
KINDS = ("gamma", "beta", "moving_mean", "moving_variance")


def case(block, rng, size=None, sides=(5, 7, 9), batch=2, **options):
    """Describe one call of a block: images of odd sides, where every usual padding gives the same numbers, unless `size` is given."""
    height, width = size or (int(pixels) for pixels in rng.choice(sides, 2, replace=False))
    seed = int(rng.integers(2**31))
    return {"block": block, "options": options, "height": height, "width": width, "batch": batch, "seed": seed}


def with_images(rng, cases, scale=10.0):
    """Draw images large enough for what an upper bound cuts off."""
    shapes = [(item["batch"], item["height"], item["width"], item["options"]["channels"]) for item in cases]
    images = [(rng.normal(size=shape) * scale).astype(np.float32) for shape in shapes]
    return Inputs(sent={"cases": cases, "images": images})


def expect_textbook(facts, given, answers, mistakes, help):
    """Compare each block's weights and output with the textbook's; where they do not fit, name the misconception that does."""
    for item, fact, answer, known in zip(given.sent["cases"], facts, answers, mistakes, strict=True):
        told = f"{_in_words(item)}: {help}"
        _expect_weights(fact["weights"], answer, known, told)
        shown = signs.of_neighbours(fact, TOLERANCE) | known["output"]
        expect(fact["output"], close_to=answer["output"], tolerance=TOLERANCE, mistakes=shown, help=told)


def expect_parameters(facts, given, answers):
    """Compare trainable parameters: kernels, two vectors for each normalisation, a bias for each layer of a gate."""
    for item, fact, answer in zip(given.sent["cases"], facts, answers, strict=True):
        expect(
            fact["parameters"],
            equals=answer["parameters"],
            mistakes=signs.of_biases(fact, answer),
            help=f"{_in_words(item)}: kernels, gamma and beta of each normalisation, biases in a gate and nowhere else.",
        )


def expect_moving_averages(facts, given, answers):
    """In training, every normalisation must use the batch and move its averages; at inference, none."""
    for item, fact, answer in zip(given.sent["cases"], facts, answers, strict=True):
        moving = sum(step > 1e-6 for step in fact["moved"])
        told = f"{_in_words(item)}: so many averages moved in a call with training=True."
        shown = signs.of_resting_averages(moving, fact["moved"])
        expect(moving, equals=len(answer["norms"]), mistakes=shown, help=told)
        told = f"{_in_words(item)}: at inference one image gave another output alone than in a batch."
        expect(fact["alone"], close_to=fact["output"][:1], tolerance=TOLERANCE, help=told)


def _expect_weights(described, answer, known, told):
    kernels = sorted(item["shape"] for item in described if item["name"] == "kernel")
    help = f"These are the block's kernels. {told}"
    expect(kernels, equals=answer["kernels"], mistakes=known["kernels"], help=help)
    for kind in KINDS:
        widths = sorted(item["shape"][0] for item in described if item["name"] == kind)
        help = f"Channels of each normalisation's {kind}. {told}"
        if not answer["norms"]:
            help = f"There is a normalisation, as between MobileNet's convolutions. Here is none. {help}"
        expect(widths, equals=answer["norms"], mistakes=known["norms"], help=help)


def _in_words(item):
    options = ", ".join(f"{name} {value}" for name, value in item["options"].items())
    return f"{item['block']}, {item['height']} x {item['width']} pixels, {options}"
