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
    cases.append(case("dense_block", rng, channels=channels, layers=3, growth_rate=growth_rate))
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
def test_inverted_residual_equals_the_textbook(inverted_same, given):
    """Where shapes agree, the block widens, looks, narrows again without an activation, and adds its inputs."""
    expect_textbook(
        inverted_same, given, "Follow x through figure 4d of the paper; count what follows each convolution."
    )


@task("inverted_residual", points=1)
def test_inverted_residual_without_shortcut_equals_the_textbook(inverted_other, given):
    """Where strides are 2 or the channels change, there is no shortcut, and nothing takes its place."""
    expect_textbook(
        inverted_other, given, "Strides belong to the depthwise convolution; no shortcut unless shapes agree."
    )


@task("inverted_residual", points=1)
def test_inverted_residual_without_expansion_equals_the_textbook(inverted_unexpanded, given):
    """With an expansion of 1 there is no expanding convolution, and the shortcut is where it was."""
    expect_textbook(inverted_unexpanded, given, "The first block of MobileNetV2 has two convolutions, not three.")


@task("inverted_residual", points=1)
def test_inverted_residual_has_exactly_its_parameters(inverted_other, given):
    """The block's trainable parameters are its kernels and two vectors for each normalisation, no more and no less."""
    expect_parameters(inverted_other, given)


@task("inverted_residual", points=1)
def test_inverted_residual_learns_its_averages(inverted_same, given):
    """In training every normalisation moves its averages; at inference an image's output depends on that image alone."""
    expect_moving_averages(inverted_same, given)


@task("dense_block", points=2)
def test_dense_block_equals_the_textbook(dense_blocks, given):
    """Each layer reads everything that was found before and appends its own channels behind it."""
    expect_textbook(
        dense_blocks, given, "Normalise, ReLU, 1x1 convolution; normalise, ReLU, 3x3 convolution; concatenate."
    )


@task("dense_block", points=1)
def test_transition_equals_the_textbook(transitions, given):
    """A transition normalises, compresses the channels and averages 2x2 pixels, also for odd sizes and odd channels."""
    expect_textbook(transitions, given, "Normalise, ReLU, 1x1 convolution, average pooling without padding.")
    expect_moving_averages(transitions, given)


@task("dense_block", points=1)
def test_dense_block_has_exactly_its_parameters(dense_blocks, given):
    """The block's trainable parameters are its kernels and two vectors for each normalisation, no more and no less."""
    expect_parameters(dense_blocks, given)


@task("dense_block", points=1)
def test_dense_block_learns_its_averages(dense_blocks, given):
    """In training every normalisation moves its averages; at inference an image's output depends on that image alone."""
    expect_moving_averages(dense_blocks, given)


@task("mbconv", points=1)
def test_gate_equals_the_textbook(gates, given):
    """Squeeze-and-excitation averages over the image and multiplies each channel with a factor in 0..1."""
    expect_textbook(gates, given, "Average, dense, activation, dense, sigmoid, and the product with the inputs.")


@task("mbconv", points=2)
def test_mbconv_equals_the_textbook(mbconv_same, given):
    """Where shapes agree, MBConv is an inverted residual with swish and with a gate before its projection."""
    expect_textbook(mbconv_same, given, "Take your inverted residual, then change the activation and insert the gate.")


@task("mbconv", points=1)
def test_mbconv_of_other_sizes_equals_the_textbook(mbconv_other, given):
    """MBConv keeps to its arguments: kernels of 5x5, strides, no expansion, any ratio, and at least one squeezed channel."""
    expect_textbook(
        mbconv_other, given, "`squeeze_ratio` counts in channels that enter the block; never less than 1 is left."
    )


@task("mbconv", points=1)
def test_mbconv_has_exactly_its_parameters(mbconv_other, given):
    """MBConv's trainable parameters are kernels, two vectors for each normalisation, and the gate's two biases."""
    expect_parameters(mbconv_other, given)


@task("mbconv", points=1)
def test_mbconv_learns_its_averages(mbconv_same, given):
    """In training every normalisation moves its averages; at inference an image's output depends on that image alone."""
    expect_moving_averages(mbconv_same, given)
