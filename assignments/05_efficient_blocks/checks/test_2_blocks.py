"""Visible checks of the blocks: each equals its counterpart in keras.applications, weight for weight."""

from autograder import task
from autograder.authoring import inputs

from .cases import case, expect_moving_averages, expect_parameters, expect_textbook, with_images


def two_widths(rng):
    """Return two different small numbers of channels."""
    return (int(width) for width in rng.choice([3, 4, 5, 6, 7], 2, replace=False))


@inputs("inverted_same")
def same_shape(rng):
    _, width = two_widths(rng)
    return with_images(rng, [case("inverted_residual", rng, channels=width, filters=width, expansion=4)])


@inputs("inverted_other")
def other_shapes(rng):
    channels, filters = two_widths(rng)
    cases = [case("inverted_residual", rng, channels=channels, filters=filters, expansion=6)]
    cases.append(case("inverted_residual", rng, channels=filters, filters=filters, expansion=3, strides=2))
    return with_images(rng, cases)


@inputs("inverted_unexpanded")
def without_expansion(rng):
    _, width = two_widths(rng)
    return with_images(rng, [case("inverted_residual", rng, channels=width, filters=width, expansion=1)])


@inputs("dense_blocks")
def two_dense_blocks(rng):
    # As many channels as the growth rate: here a sum in place of the concatenation would have the right parameters.
    cases = [case("dense_block", rng, channels=5, layers=1, growth_rate=5)]
    channels, growth_rate = int(rng.integers(13, 16)), int(rng.integers(2, 4))
    # Small images: kernels of three layers can be exchanged in many ways, and what comes of each is recorded.
    cases.append(case("dense_block", rng, sides=(3, 5), channels=channels, layers=3, growth_rate=growth_rate))
    return with_images(rng, cases, scale=1.0)


@inputs("transitions")
def two_transitions(rng):
    channels = int(rng.choice([9, 11, 13]))
    cases = [case("transition", rng, channels=channels, compression=0.5)]
    cases.append(case("transition", rng, size=(6, 8), channels=10, compression=0.75))
    return with_images(rng, cases, scale=1.0)


@inputs("gates")
def two_gates(rng):
    channels, squeezed = two_widths(rng)
    cases = [case("squeeze_and_excitation", rng, channels=channels, squeezed=squeezed)]
    cases.append(case("squeeze_and_excitation", rng, channels=squeezed, squeezed=2, activation="tanh"))
    return with_images(rng, cases, scale=3.0)


@inputs("mbconv_same")
def same_shape_with_gate(rng):
    width = int(rng.choice([8, 9, 10]))
    return with_images(rng, [case("mbconv", rng, channels=width, filters=width, expansion=4)])


@inputs("mbconv_other")
def other_shapes_with_gate(rng):
    channels, filters = (int(width) for width in rng.choice([8, 9, 10, 11], 2, replace=False))
    cases = [case("mbconv", rng, channels=channels, filters=filters, expansion=1, squeeze_ratio=0.5)]
    # So few channels that a quarter of them is less than one.
    cases.append(case("mbconv", rng, channels=3, filters=3, kernel_size=5, strides=2, expansion=3))
    return with_images(rng, cases)


@task("inverted_residual", points=2)
def test_inverted_residual_equals_the_textbook(inverted_same, given, answers, mistakes):
    """Where shapes agree, the block widens, looks, narrows again without an activation, and adds its inputs."""
    told = "Follow x through figure 4d of the paper; count what follows each convolution."
    expect_textbook(inverted_same, given, answers, mistakes, told)


@task("inverted_residual", points=1)
def test_inverted_residual_without_shortcut_equals_the_textbook(inverted_other, given, answers, mistakes):
    """Where strides are 2 or the channels change, there is no shortcut, and nothing takes its place."""
    told = "Strides belong to the depthwise convolution; no shortcut unless shapes agree."
    expect_textbook(inverted_other, given, answers, mistakes, told)


@task("inverted_residual", points=1)
def test_inverted_residual_without_expansion_equals_the_textbook(inverted_unexpanded, given, answers, mistakes):
    """With an expansion of 1 there is no expanding convolution, and the shortcut is where it was."""
    told = "The first block of MobileNetV2 has two convolutions, not three."
    expect_textbook(inverted_unexpanded, given, answers, mistakes, told)


@task("inverted_residual", points=1)
def test_inverted_residual_has_exactly_its_parameters(inverted_other, given, answers):
    """The block's trainable parameters are its kernels and two vectors for each normalisation, no more and no less."""
    expect_parameters(inverted_other, given, answers)


@task("inverted_residual", points=1)
def test_inverted_residual_learns_its_averages(inverted_same, given, answers):
    """In training every normalisation moves its averages; at inference an image's output depends on that image alone."""
    expect_moving_averages(inverted_same, given, answers)


@task("dense_block", points=2)
def test_dense_block_equals_the_textbook(dense_blocks, given, answers, mistakes):
    """Each layer reads everything that was found before and appends its own channels behind it."""
    told = "Normalise, ReLU, 1x1 convolution; normalise, ReLU, 3x3 convolution; concatenate."
    expect_textbook(dense_blocks, given, answers, mistakes, told)


@task("dense_block", points=1)
def test_transition_equals_the_textbook(transitions, given, answers, mistakes):
    """A transition normalises, compresses the channels and averages 2x2 pixels, also for odd sizes and odd channels."""
    told = "Normalise, ReLU, 1x1 convolution, average pooling without padding."
    expect_textbook(transitions, given, answers, mistakes, told)
    expect_moving_averages(transitions, given, answers)


@task("dense_block", points=1)
def test_dense_block_has_exactly_its_parameters(dense_blocks, given, answers):
    """The block's trainable parameters are its kernels and two vectors for each normalisation, no more and no less."""
    expect_parameters(dense_blocks, given, answers)


@task("dense_block", points=1)
def test_dense_block_learns_its_averages(dense_blocks, given, answers):
    """In training every normalisation moves its averages; at inference an image's output depends on that image alone."""
    expect_moving_averages(dense_blocks, given, answers)


@task("mbconv", points=1)
def test_gate_equals_the_textbook(gates, given, answers, mistakes):
    """Squeeze-and-excitation averages over the image and multiplies each channel with a factor in 0..1."""
    told = "Average, dense, activation, dense, sigmoid, and the product with the inputs."
    expect_textbook(gates, given, answers, mistakes, told)


@task("mbconv", points=2)
def test_mbconv_equals_the_textbook(mbconv_same, given, answers, mistakes):
    """Where shapes agree, MBConv is an inverted residual with swish and with a gate before its projection."""
    told = "Take your inverted residual, then change the activation and insert the gate."
    expect_textbook(mbconv_same, given, answers, mistakes, told)


@task("mbconv", points=1)
def test_mbconv_of_other_sizes_equals_the_textbook(mbconv_other, given, answers, mistakes):
    """MBConv keeps to its arguments: kernels of 5x5, strides, no expansion, any ratio, and at least one squeezed channel."""
    told = "`squeeze_ratio` counts in channels that enter the block; never less than 1 is left."
    expect_textbook(mbconv_other, given, answers, mistakes, told)


@task("mbconv", points=1)
def test_mbconv_has_exactly_its_parameters(mbconv_other, given, answers):
    """MBConv's trainable parameters are kernels, two vectors for each normalisation, and the gate's two biases."""
    expect_parameters(mbconv_other, given, answers)


@task("mbconv", points=1)
def test_mbconv_learns_its_averages(mbconv_same, given, answers):
    """In training every normalisation moves its averages; at inference an image's output depends on that image alone."""
    expect_moving_averages(mbconv_same, given, answers)
