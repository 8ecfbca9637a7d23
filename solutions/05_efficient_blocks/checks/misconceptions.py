"""What students get wrong about the blocks: each misconception by the sentence that names it, and what it changes in the textbook's block."""

from dataclasses import replace

from .textbook import DenseBlock, InvertedResidual, MBConv, SeparableLayers, SqueezeAndExcitation, Transition

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


def mistaken(block):
    """Return the textbook's block with each known misconception in it."""
    return {sentence: replace(block, **change) for sentence, change in MISCONCEPTIONS[type(block)].items()}
