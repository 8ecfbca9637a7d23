"""Compares a student's block with the textbook's, whatever its layers are called, and says which misconception it fits.

A student may create layers in any order and under any name, so nobody knows which of a block's kernels is which. The
checks therefore try every way to hand the weights out that their shapes allow; a right block equals the textbook for one
of them, a wrong one for none. A wrong one is then compared with blocks with one known mistake in them, and told which fits.
"""

from functools import partial
from itertools import permutations, product

import numpy as np

from autograder import Inputs, expect
from autograder.authoring import draw_weights
from autograder.authoring.wording import largest_difference

from . import evidence
from .in_numpy import Normalization
from .mistakes import mistaken_blocks
from .textbook import (
    DenseBlock,
    InvertedResidual,
    MBConv,
    SeparableLayers,
    SqueezeAndExcitation,
    Transition,
)

# Single-precision convolutions in another order of summation differ by about 1e-6; a free choice of BN's epsilon by 2e-5 of the value.
TOLERANCE = 2e-3
BLOCKS = {
    "separable_layers": SeparableLayers,
    "inverted_residual": InvertedResidual,
    "squeeze_and_excitation": SqueezeAndExcitation,
    "mbconv": MBConv,
    "dense_block": DenseBlock,
    "transition": Transition,
}
# Within Keras' order the n-th vector of each kind belongs to one normalisation.
KINDS = ("gamma", "beta", "moving_mean", "moving_variance")


def case(block, rng, size=None, batch=2, **options):
    """Describe one call of a block: images of odd size, where every usual padding gives the same numbers, unless `size` is given."""
    height, width = size or (int(pixels) for pixels in rng.choice([5, 7, 9], 2, replace=False))
    seed = int(rng.integers(2**31))
    return {"block": block, "options": options, "height": height, "width": width, "batch": batch, "seed": seed}


def with_images(rng, cases, scale=10.0):
    """Draw images large enough for what an upper bound cuts off."""
    shapes = [(item["batch"], item["height"], item["width"], item["options"]["channels"]) for item in cases]
    images = [(rng.normal(size=shape) * scale).astype(np.float32) for shape in shapes]
    return Inputs(sent={"cases": cases, "images": images})


def textbook(item):
    return BLOCKS[item["block"]](**item["options"])


def expect_textbook(facts, given, help):
    """Compare each fact with the textbook's block; where it does not fit, name the misconception that does."""
    for item, images, fact in zip(given.sent["cases"], given.sent["images"], facts, strict=True):
        block, told = textbook(item), f"{_in_words(item)}: {help}"
        mistaken = mistaken_blocks(block)
        nearest = partial(closest, seed=item["seed"], described=fact["weights"], images=images, received=fact["output"])
        wanted = nearest(block)
        if wanted is None:
            _expect_weights(block, fact["weights"], mistaken, told)
        mistakes = {sentence: partial(nearest, other) for sentence, other in mistaken.items()}
        told = evidence.of_neighbours(fact, TOLERANCE) + told
        expect(fact["output"], close_to=wanted, tolerance=TOLERANCE, mistakes=mistakes, help=told)


def expect_parameters(facts, given):
    """Compare trainable parameters: kernels, two vectors for each normalisation, a bias for each layer of a gate."""
    for item, fact in zip(given.sent["cases"], facts, strict=True):
        block = textbook(item)
        kernels = block.kernels()
        biases = sum(shape[-1] for name, shape in kernels.items() if name in ("squeeze", "excite"))
        wanted = int(sum(map(np.prod, kernels.values())) + 2 * sum(block.norms().values()) + biases)
        expect(
            fact["parameters"],
            equals=wanted,
            mistakes=evidence.of_biases(wanted, biases, fact["weights"]),
            help=f"{_in_words(item)}: kernels, gamma and beta of each normalisation, biases in a gate and nowhere else.",
        )


def expect_moving_averages(facts, given):
    """In training, every normalisation must use the batch and move its averages; at inference, none."""
    for item, fact in zip(given.sent["cases"], facts, strict=True):
        moving = sum(step > 1e-6 for step in fact["moved"])
        told = f"{_in_words(item)}: so many averages moved in a call with training=True."
        told = evidence.of_resting_averages(moving, fact["moved"]) + told
        expect(moving, equals=len(textbook(item).norms()), help=told)
        told = f"{_in_words(item)}: at inference one image gave another output alone than in a batch."
        expect(fact["alone"], close_to=fact["output"][:1], tolerance=TOLERANCE, help=told)


def closest(block, seed, described, images, received):
    """Return the block's output nearest to `received`, over all ways to hand out the weights; `None` where there is no way.

    Outputs of another shape than `received` are all equally far.

    Args:
        block: one of `BLOCKS`' classes, made.
        seed: what the student's weights were drawn from.
        described: name and shape of the student's weights, in Keras' order.
        images: input, `(batch, height, width, channels)`.
        received: the student's output.
    """
    weights = draw_weights(seed, [(item["name"], item["shape"]) for item in described])
    named = [(item["name"], weight) for item, weight in zip(described, weights, strict=True)]
    outputs = [
        block(images.astype(np.float64), kernels, norms)
        for kernels, norms in product(_ways(block.kernels(), _kernels(named)), _ways(block.norms(), _norms(named)))
    ]
    return min(outputs, key=partial(largest_difference, received), default=None)


def _ways(roles, found):
    """Yield every way to give each role one of the found (size, thing) of its size, and to use all of them."""
    if sorted(roles.values()) != sorted(size for size, _ in found):
        return
    for order in permutations(found):
        if [size for size, _ in order] == list(roles.values()):
            yield dict(zip(roles, (thing for _, thing in order), strict=True))


def _kernels(named):
    """Return (shape, kernel) of all kernels, each in the shape of `DepthwiseConv2D`'s or `Conv2D`'s."""
    kernels = []
    for _, weight in named:
        if weight.ndim == 2:  # a dense layer is a 1x1 convolution
            weight = weight[None, None]
        if weight.ndim == 4:  # a convolution with one group for each channel is a depthwise one
            weight = weight.transpose(0, 1, 3, 2) if weight.shape[2] == 1 and len(weight) > 1 else weight
            kernels.append((weight.shape, weight))
    return kernels


def _norms(named):
    vectors = [[weight for name, weight in named if name == kind] for kind in KINDS]
    if len({len(found) for found in vectors}) != 1:
        return []
    return [(len(found[0]), Normalization(*found)) for found in zip(*vectors, strict=True)]


def _expect_weights(block, described, mistaken, told):
    found = [(item["name"], np.zeros(item["shape"])) for item in described]
    expect(
        sorted(shape for shape, _ in _kernels(found)),
        equals=sorted(block.kernels().values()),
        mistakes={sentence: sorted(other.kernels().values()) for sentence, other in mistaken.items()},
        help=f"These are the block's kernels. {told}",
    )
    widths = {sentence: sorted(other.norms().values()) for sentence, other in mistaken.items()}
    for kind in KINDS:
        vectors = sorted(len(vector) for name, vector in found if name == kind)
        help = f"Channels of each normalisation's {kind}. {told}"
        if not block.norms():
            help = f"There is a normalisation, as between MobileNet's convolutions. Here is none. {help}"
        expect(vectors, equals=sorted(block.norms().values()), mistakes=widths, help=help)


def _in_words(item):
    options = ", ".join(f"{name} {value}" for name, value in item["options"].items())
    return f"{item['block']}, {item['height']} x {item['width']} pixels, {options}"
