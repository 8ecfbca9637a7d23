"""What must come out, computed slowly and obviously: by loops over pixels, by blocks in NumPy, by rounding one number after the other."""

import math

import numpy as np

from autograder import answers

from .handing_out import outputs
from .in_numpy import depthwise, pointwise
from .scaling import scaled
from .textbook import BLOCKS

# Those whose cases name a block and its options.
BLOCK_PROBES = (
    "separable_layers_outputs",
    "inverted_same",
    "inverted_other",
    "inverted_unexpanded",
    "dense_blocks",
    "transitions",
    "gates",
    "mbconv_same",
    "mbconv_other",
)


@answers("depthwise_plain", "depthwise_padded", "depthwise_multiplied")
def depthwise_convolutions(given):
    sent = given.sent
    return [depthwise(*case) for case in zip(sent["images"], sent["kernels"], sent["strides"], strict=True)]


@answers("separable_outputs")
def separable_convolutions(given):
    sent = given.sent
    cases = zip(sent["images"], sent["kernels"], sent["strides"], strict=True)
    return [pointwise(depthwise(images, looking, strides), mixing) for images, (looking, mixing), strides in cases]


@answers("convolution_costs")
def costs_of_convolutions(given):
    return [counted(**case) for case in given.sent["cases"]]


def counted(height, width, channels, filters, kernel_size, strides):
    """Count weights and, for each pixel of the output, one multiplication for each weight."""
    pixels = math.ceil(height / strides) * math.ceil(width / strides)
    full = kernel_size * kernel_size * channels * filters
    separable = kernel_size * kernel_size * channels + channels * filters
    return {"full": [full, full * pixels], "separable": [separable, separable * pixels]}


@answers(*BLOCK_PROBES)
def blocks(given):
    cases = zip(given.sent["cases"], given.sent["images"], strict=True)
    return [block_of(textbook(case), case, images) for case, images in cases]


def textbook(case):
    return BLOCKS[case["block"]](**case["options"])


def block_of(block, case, images):
    """Return a block's weights, how many are trainable parameters and biases among them, and its output."""
    shapes = shapes_of(block)
    # Both layers of a gate have a bias, and no other layer has one.
    biases = sum(shape[-1] for role, shape in block.kernels().items() if role in ("squeeze", "excite"))
    parameters = int(sum(map(np.prod, shapes["kernels"])) + 2 * sum(shapes["norms"]) + biases)
    return shapes | {"biases": biases, "parameters": parameters, "output": outputs(block, case, images)}


def shapes_of(block):
    """Return the kernels' shapes and the normalisations' widths."""
    return {"kernels": sorted(block.kernels().values()), "norms": sorted(block.norms().values())}


@answers("scaled_stages")
def scaled_networks(given):
    return [scaled(case["stages"], **case["options"]) for case in given.sent["cases"]]
