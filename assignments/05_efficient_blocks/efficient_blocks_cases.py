"""Compares a student's block with the textbook's, whatever its layers are called, and says which misconception it fits.

A student may create layers in any order and under any name, so nobody knows which of a block's kernels is which. The
checks therefore try every way to hand the weights out that their shapes allow; a right block equals the textbook for one
of them, a wrong one for none. A wrong one is then compared with blocks with one known mistake in them, and told which fits.
"""

from dataclasses import replace
from itertools import permutations, product

import numpy as np
from efficient_blocks_in_numpy import Normalization
from efficient_blocks_textbook import (
    DenseBlock,
    InvertedResidual,
    MBConv,
    SeparableLayers,
    SqueezeAndExcitation,
    Transition,
)

from autograder import Inputs, expect
from autograder.weights import draw_weights

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
PAPERS_PADDING = 'It fits padding that is heavier in front. Keras\' "same" puts the odd zero behind.'
INVERTED = {
    "It fits ReLU6 after the projection. The bottleneck is linear: nothing follows its normalisation.": {
        "projection_activation": "relu6"
    },
    "It fits an activation after the sum. Nothing follows the sum: what travels between blocks is linear.": {
        "activated_sum": True
    },
    "It fits no shortcut. With strides 1 and as many filters as channels the inputs are added.": {"shortcut": "none"},
    "It fits a shortcut that skips pixels. Where strides are not 1 there is no shortcut at all.": {
        "shortcut": "strided"
    },
    "It fits ReLU without its upper bound. ReLU6 ends at 6.": {"activation": "relu"},
    "It fits no activation inside. ReLU6 follows the first two normalisations.": {"activation": None},
    "It fits an expansion of the *filters*. What is expanded are the channels that enter.": {"narrow": "filters"},
    PAPERS_PADDING: {"even_padding": True},
}
MISCONCEPTIONS = {
    SeparableLayers: {
        "It fits strides on the 1x1 convolution. They belong to the depthwise one.": {"strides_on": "pointwise"},
        PAPERS_PADDING: {"even_padding": True},
    },
    InvertedResidual: INVERTED,
    MBConv: {
        "It fits a gate that squeezes a share of the *expanded* channels. The ratio counts in channels that enter the block.": {
            "squeeze_of": "expanded"
        },
        "It fits a gate behind the projection. It stands behind the depthwise convolution, where channels are many.": {
            "gate_stands": "after projection"
        },
        "It fits ReLU6 in place of swish.": {"activation": "relu6", "squeeze_activation": "relu6"},
        "It fits ReLU inside the gate. In MBConv the gate's first layer has swish as well.": {
            "squeeze_activation": "relu"
        },
        "It fits swish after the projection. The bottleneck is linear.": {"projection_activation": "swish"},
        "It fits a kernel of 3x3. `kernel_size` says how large it is.": {"kernel_size": 3},
    }
    | {sentence: change for sentence, change in INVERTED.items() if "ReLU" not in sentence},
    SqueezeAndExcitation: {
        "It fits factors without a sigmoid. Each factor is in 0..1.": {"gate": None},
        "It fits a gate whose activation is always ReLU. It is an argument.": {"activation": "relu"},
        "It fits the maximum over the image in place of the average.": {"statistic": "max"},
        "It fits factors that are added. They are multiplied with their channels.": {"combine": "add"},
    },
    DenseBlock: {
        "It fits new channels in front of the old ones. What was there comes first.": {"order": "new first"},
        "It fits convolution, normalisation, ReLU. Here normalisation and ReLU come *before* each convolution.": {
            "normalized": "after"
        },
        "It fits layers that read only the layer before. Each reads everything that was found so far.": {
            "reads": "last"
        },
        "It fits a block that returns only what it found. The inputs come first, then what was found.": {
            "returns": "found"
        },
        "It fits 3x3 convolutions without the 1x1 to 4 * growth_rate channels before them.": {"squeezed": 0},
        "It fits 1x1 convolutions to growth_rate channels. They give four times as many.": {"squeezed": 1},
    },
    Transition: {
        "It fits a transition without compression. `compression` is the share of channels that is left.": {
            "compression": 1.0
        },
        "It fits channels rounded up. int() rounds down.": {"rounding": "up"},
        "It fits maxima in place of averages.": {"pooling": "max"},
        "It fits strides without pooling. Averages of 2x2 pixels halve the image.": {"pooling": "stride"},
        "It fits a transition without pooling. Averages of 2x2 pixels halve the image.": {"pooling": "none"},
        "It fits convolution, normalisation, ReLU. Here normalisation and ReLU come before the convolution.": {
            "normalized": "after"
        },
    },
}


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
        block = textbook(item)
        nearest = closest(block, item["seed"], fact["weights"], images, fact["output"])
        told = help if _fits(fact, nearest) else _diagnosis(block, item, images, fact) or help
        told = f"{_in_words(item)}: {told}"
        if nearest is None:
            _expect_weights(block, fact["weights"], told)
            expect(fact["output"].shape, equals=_output_shape(block, images), help=f"The output's shape. {told}")
        expect(fact["output"], close_to=nearest, tolerance=TOLERANCE, help=told)


def expect_parameters(facts, given):
    """Compare trainable parameters: kernels, two vectors for each normalisation, a bias for each layer of a gate."""
    for item, fact in zip(given.sent["cases"], facts, strict=True):
        block = textbook(item)
        kernels = block.kernels()
        biases = sum(shape[-1] for name, shape in kernels.items() if name in ("squeeze", "excite"))
        wanted = sum(map(np.prod, kernels.values())) + 2 * sum(block.norms().values()) + biases
        expect(
            fact["parameters"],
            equals=int(wanted),
            help=f"{_in_words(item)}: kernels, gamma and beta of each normalisation, biases in a gate and nowhere else.",
        )


def expect_moving_averages(facts, given):
    """In training, every normalisation must use the batch and move its averages; at inference, none."""
    for item, fact in zip(given.sent["cases"], facts, strict=True):
        told = f"{_in_words(item)}: so many averages moved in a call with training=True."
        expect(sum(step > 1e-6 for step in fact["moved"]), equals=len(textbook(item).norms()), help=told)
        told = f"{_in_words(item)}: at inference one image gave another output alone than in a batch."
        expect(fact["alone"], close_to=fact["output"][:1], tolerance=TOLERANCE, help=told)


def closest(block, seed, described, images, received):
    """Return the block's output nearest to `received`, over all ways to hand out the weights; `None` where there is no way.

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
    outputs = [output for output in outputs if output.shape == received.shape]
    return min(outputs, key=lambda output: float(np.max(np.abs(output - received))), default=None)


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
    # Within Keras' order the n-th gamma, beta, mean and variance belong to one layer.
    kinds = ("gamma", "beta", "moving_mean", "moving_variance")
    vectors = [[weight for name, weight in named if name == kind] for kind in kinds]
    if len({len(found) for found in vectors}) != 1:
        return []
    return [(len(found[0]), Normalization(*found)) for found in zip(*vectors, strict=True)]


def _fits(fact, output):
    return output is not None and float(np.max(np.abs(output - fact["output"]))) <= TOLERANCE


def _diagnosis(block, item, images, fact):
    """Return the sentence of the first known misconception whose output is the student's; empty where there is none."""
    for sentence, change in MISCONCEPTIONS[type(block)].items():
        mistaken = replace(block, **change)
        if mistaken != block and _fits(fact, closest(mistaken, item["seed"], fact["weights"], images, fact["output"])):
            return sentence
    return ""


def _expect_weights(block, described, told):
    found = [(item["name"], np.zeros(item["shape"])) for item in described]
    shapes = sorted(shape for shape, _ in _kernels(found))
    expect(shapes, equals=sorted(block.kernels().values()), help=f"These are the block's kernels. {told}")
    widths = sorted(len(weight) for name, weight in found if name == "gamma")
    expect(widths, equals=sorted(block.norms().values()), help=f"Channels of its batch normalisations. {told}")


def _output_shape(block, images):
    kernels = {name: np.zeros(shape) for name, shape in block.kernels().items()}
    norms = {name: Normalization(*np.zeros((3, width)), np.ones(width)) for name, width in block.norms().items()}
    return block(images, kernels, norms).shape


def _in_words(item):
    options = ", ".join(f"{name} {value}" for name, value in item["options"].items())
    return f"{item['block']}, {item['height']} x {item['width']} pixels, {options}"
