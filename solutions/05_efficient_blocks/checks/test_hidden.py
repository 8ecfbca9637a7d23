"""Hidden checks: the visible ones on sizes, weights and coefficients that are drawn after the submission is loaded."""

from . import test_1_separable as separable
from . import test_2_blocks as blocks
from . import test_3_network as network

from autograder import Inputs, repeat
from autograder.authoring import inputs


def last_of(drawn):
    """Keep a draw's last case: it is the most telling one, and once is enough where the sizes are drawn anew."""
    return Inputs(sent={name: cases[-1:] for name, cases in drawn.sent.items()})


@inputs("separable_layers_outputs")
def strided_layers(rng):
    return last_of(separable.layers(rng))


@inputs("inverted_other")
def strided_inverted_residual(rng):
    return last_of(blocks.other_shapes(rng))


@inputs("dense_blocks")
def deep_dense_block(rng):
    return last_of(blocks.two_dense_blocks(rng))


@inputs("transitions")
def even_transition(rng):
    return last_of(blocks.two_transitions(rng))


@inputs("mbconv_other")
def strided_mbconv(rng):
    return last_of(blocks.other_shapes_with_gate(rng))


test_drawn_depthwise_convolution = repeat(
    separable.test_depthwise_convolution_pads_as_keras_does,
    points=1,
    sentence="A depthwise convolution in NumPy equals the textbook on images and kernels drawn for this run.",
)
test_drawn_layers = repeat(
    separable.test_layers_equal_separable_conv2d,
    points=1,
    sentence="A depthwise and a 1x1 convolution in Keras equal the textbook on sizes and weights drawn for this run.",
)
test_drawn_costs = repeat(
    separable.test_costs_are_counted, points=1, sentence="Costs are counted for convolutions drawn for this run."
)
test_drawn_inverted_residual = repeat(
    blocks.test_inverted_residual_equals_the_textbook,
    points=1,
    sentence="An inverted residual with a shortcut equals the textbook on sizes and weights drawn for this run.",
)
test_drawn_inverted_residual_without_shortcut = repeat(
    blocks.test_inverted_residual_without_shortcut_equals_the_textbook,
    points=1,
    sentence="An inverted residual without a shortcut equals the textbook on sizes and weights drawn for this run.",
)
test_drawn_dense_block = repeat(
    blocks.test_dense_block_equals_the_textbook,
    points=2,
    sentence="A dense block equals the textbook on sizes and weights drawn for this run.",
)
test_drawn_transition = repeat(
    blocks.test_transition_equals_the_textbook,
    points=1,
    sentence="A transition equals the textbook on sizes and weights drawn for this run.",
)
test_drawn_mbconv = repeat(
    blocks.test_mbconv_equals_the_textbook,
    points=1,
    sentence="MBConv with a shortcut equals the textbook on sizes and weights drawn for this run.",
)
test_drawn_mbconv_of_other_sizes = repeat(
    blocks.test_mbconv_of_other_sizes_equals_the_textbook,
    points=1,
    sentence="MBConv without a shortcut equals the textbook on sizes and weights drawn for this run.",
)


@inputs("scaled_stages")
def drawn_scalings(rng):
    """EfficientNet-B4 and B7 are no secret; once is enough."""
    return network.drawn_scalings(rng)


test_drawn_depth = repeat(
    network.test_depth_is_rounded_up,
    points=1,
    sentence="Depth is scaled for stages and coefficients drawn for this run.",
)
test_drawn_width = repeat(
    network.test_width_is_a_near_multiple,
    points=1,
    sentence="Width is scaled for stages and coefficients drawn for this run.",
)
