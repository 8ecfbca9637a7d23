"""What known mistakes give in place of what is right, each by the sentence that names it."""

import math
from dataclasses import replace

import numpy as np

from .in_numpy import depthwise, pointwise
from .scaling import filters_of, nearest_multiple, repeats_of, resolution_of, scaled
from .textbook import (
    DenseBlock,
    InvertedResidual,
    MBConv,
    SeparableLayers,
    SqueezeAndExcitation,
    Transition,
)

NORMALIZED_AFTER = (
    "It fits normalisation behind the convolution. Here normalisation and ReLU come *before* each convolution."
)
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
    "It fits a shortcut through a 1x1 convolution, as a ResNet has it. Here a shortcut has no weights.": {
        "shortcut": "projected"
    },
    "It fits ReLU without its upper bound. ReLU6 ends at 6.": {"activation": "relu"},
    "It fits no activation inside. ReLU6 follows the first two normalisations.": {"activation": None},
    "It fits an expansion of the *filters*. What is expanded are the channels that enter.": {"narrow": "filters"},
    # A shortcut through a convolution would have the same kernels.
    "It fits one 1x1 convolution more, from as many channels to as many. An expansion of 1 expands nothing; no shortcut has weights.": {
        "expands": "always"
    },
    "It fits strides on the expanding convolution, which skips pixels that nothing has looked at yet.": {
        "strides_on": "expand"
    },
}
MISCONCEPTIONS = {
    SeparableLayers: {
        # As many zeros in front as behind would give the same.
        "It fits windows that begin one pixel early, as with strides on the 1x1 convolution, or with zeros on all sides.": {
            "strides_on": "pointwise"
        },
    },
    InvertedResidual: INVERTED,
    MBConv: {
        "It fits a gate that squeezes a share of the *expanded* channels. The ratio counts in channels that enter the block.": {
            "squeeze_of": "expanded"
        },
        "It fits a gate on the narrow side, as behind the projection. It stands on the wide one, behind the depthwise convolution.": {
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
        "It fits a sum of what was there and what was found, as in a residual unit. Here they are concatenated.": {
            "combined": "added"
        },
        "It fits new channels in front of the old ones. What was there comes first.": {"order": "new first"},
        NORMALIZED_AFTER: {"normalized": "after"},
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
        NORMALIZED_AFTER: {"normalized": "after"},
    },
}


def mistaken_blocks(block):
    """Return the textbook's block with each known misconception in it."""
    return {sentence: replace(block, **change) for sentence, change in MISCONCEPTIONS[type(block)].items()}


def mistaken_depthwise(images, kernels, strides):
    """Return what each mistake makes of a depthwise convolution, as functions: it takes loops."""
    every = np.broadcast_to(images.sum(axis=-1, keepdims=True), images.shape)

    def by_channel():
        outputs = depthwise(images, kernels, strides)
        return outputs.reshape(*outputs.shape[:3], *kernels.shape[2:])

    def kernels_first():
        outputs = by_channel().swapaxes(-1, -2)
        return outputs.reshape(*outputs.shape[:3], -1)

    return {
        "It fits channels that are summed before they meet their kernels: each output sees them all, as in a full convolution.": (
            lambda: depthwise(every, kernels, strides)
        ),
        "It fits a full convolution, which sums over all channels. Here each keeps to itself.": (
            lambda: by_channel().sum(axis=-2)
        ),
        "It fits a kernel that is turned round, as a mathematician's convolution has it. A cross-correlation turns nothing.": (
            lambda: depthwise(images, kernels[::-1, ::-1], strides)
        ),
        "It fits a kernel whose rows and columns are exchanged.": (
            lambda: depthwise(images, kernels.swapaxes(0, 1), strides)
        ),
        "It fits outputs of all channels' first kernels, then of their second ones.": kernels_first,
        # As large in front as behind, or half a kernel on every side: where these are wrong, they begin at the same pixel.
        "It fits one zero too many in front, where half a kernel of zeros on every side would put it.": (
            lambda: depthwise(images, kernels, even=True)[:, ::strides, ::strides]
        ),
    }


def mistaken_separable(images, looking, mixing, strides):
    """Return what each mistake makes of a separable convolution, as functions."""
    return {
        "Windows lie as if the depthwise convolution had strides of 1, and pixels were skipped behind it.": (
            lambda: pointwise(depthwise(images, looking)[:, ::strides, ::strides], mixing)
        )
    }


def mistaken_costs(right, height, width, channels, filters, kernel_size, strides):
    """Return each miscount of both convolutions, as `right` has them."""
    parameters = {kind: weights for kind, (weights, _) in right.items()}
    pixels = right["full"][1] // right["full"][0]

    def at(pixels, **other):
        return {kind: [weights, weights * pixels] for kind, weights in (parameters | other).items()}

    mixing = channels * filters
    return {
        "Each weight was counted once for each pixel of the *input*. Strides skip most of them.": at(height * width),
        "The output's size was rounded down. With padding it is rounded up.": at(
            (height // strides) * (width // strides)
        ),
        "The depthwise convolution was given a kernel for each pair of channel and filter: that is a full convolution.": at(
            pixels, separable=parameters["full"] + mixing
        ),
        "The depthwise convolution was given one kernel for all channels. Each has its own.": at(
            pixels, separable=kernel_size**2 + mixing
        ),
        "The 1x1 convolution was not counted. It mixes the channels.": at(
            pixels, separable=parameters["separable"] - mixing
        ),
    }


def _misread(part, stages, options):
    """Return what compound scaling gives with its formula misread, of which `part` takes what is asked for."""
    multiplied = {name: options[name] * options["phi"] for name in ("alpha", "beta", "gamma")}
    read = {
        "It fits alpha and beta exchanged. Depth grows by alpha, width by beta.": {
            "alpha": options["beta"],
            "beta": options["alpha"],
        },
        "It fits coefficients that are multiplied by phi. It is their exponent.": multiplied | {"phi": 1},
        "It fits coefficients without phi. It is their exponent.": {"phi": 1},
    }
    return {sentence: part(*scaled(stages, **options | change)) for sentence, change in read.items()}


def mistaken_repeats(stages, options):
    """Return each mistake's repeats of all stages."""
    wanted = [options["alpha"] ** options["phi"] * repeats for repeats, _ in stages]
    return _misread(repeats_of, stages, options) | {
        "It fits repeats that are rounded to the nearest number.": list(map(round, wanted)),
        "It fits repeats that are rounded down.": list(map(math.floor, wanted)),
    }


def mistaken_filters(stages, options):
    """Return each mistake's filters of all stages."""
    divisor = options["divisor"]
    wanted = [options["beta"] ** options["phi"] * filters for _, filters in stages]
    return _misread(filters_of, stages, options) | {
        "It fits widths that are cut to whole numbers, multiples of nothing.": list(map(math.floor, wanted)),
        "It fits widths that are rounded to whole numbers, multiples of nothing.": list(map(round, wanted)),
        "It fits widths that are always rounded up to a multiple. The nearest one may be smaller.": [
            math.ceil(width / divisor) * divisor for width in wanted
        ],
        "It fits widths that are always rounded down to a multiple. The nearest one may be larger.": [
            max(divisor, math.floor(width / divisor) * divisor) for width in wanted
        ],
        "It fits nearest multiples, of which one loses more than a tenth of its width.": [
            nearest_multiple(width, divisor) for width in wanted
        ],
    }


def mistaken_resolution(stages, options):
    """Return each mistake's resolution."""
    wanted = options["gamma"] ** options["phi"] * options["resolution"]
    return _misread(resolution_of, stages, options) | {
        "It fits a resolution that is rounded down.": math.floor(wanted),
        "It fits a resolution that is rounded up.": math.ceil(wanted),
    }
