"""What a block computes with the weights that the probe drew, for each way to hand them out.

A student may create layers in any order, so nobody knows which of several kernels of one shape, or which of several normalisations of one
width, got the first of those that were drawn. A right block computes one of these outputs, a wrong one none of them.
"""

from itertools import permutations, product

import numpy as np

from autograder import any_of, draw_weights

from .cases import KINDS
from .in_numpy import Normalization


def outputs(block, case, images):
    """Return `any_of` what the block computes from `images (batch, height, width, channels)` with weights drawn for the case."""
    kernels, norms = drawn_for(block, case["seed"])
    ways = product(exchanged(block.kernels(), kernels), exchanged(block.norms(), norms))
    found = [block(images.astype(np.float64), *way) for way in ways]
    # Single precision is what they are compared in, and half as much to record.
    return any_of(*(output.astype(np.float32) for output in found))


def drawn_for(block, seed):
    """Return kernels and normalisations by role, drawn as the probe draws them for layers made in the textbook's order."""
    kernels, norms = block.kernels(), block.norms()
    described = [("kernel", shape) for shape in kernels.values()]
    described += [(kind, (width,)) for width in norms.values() for kind in KINDS]
    drawn = iter(draw_weights(seed, described))
    return (
        {role: next(drawn) for role in kernels},
        {role: Normalization(*(next(drawn) for _ in KINDS)) for role in norms},
    )


def exchanged(sizes, drawn):
    """Yield what was drawn for each role with all of one size exchanged, in every way."""
    roles = list(sizes)
    for order in permutations(roles):
        if all(sizes[role] == sizes[other] for role, other in zip(roles, order, strict=True)):
            yield {role: drawn[other] for role, other in zip(roles, order, strict=True)}
