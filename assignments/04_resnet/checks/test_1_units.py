"""Visible checks of the two units: they compare facts with the textbook, never with a solution."""

from autograder import Inputs, expect, inputs, task

from .cases import (
    drawn_case,
    expect_learning,
    expect_reload,
    expect_silenced,
    expect_textbook,
    expect_two_modes,
    two_sizes,
    with_images,
)


@inputs("residual_zeroed", "residual_identity", "residual_learning")
def same_shape(rng):
    _, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, filters, filters)], batch=6)


@inputs("residual_training_mode")
def projecting_unit(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters)], batch=6)


@inputs("residual_wider")
def more_channels(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters)])


@inputs("residual_strided")
def strided(rng):
    channels, filters = two_sizes(rng)
    return with_images(
        rng, [drawn_case(rng, channels, filters, strides=2), drawn_case(rng, filters, filters, strides=2)]
    )


@inputs("residual_activated")
def other_activations(rng):
    channels, filters = two_sizes(rng)
    return with_images(
        rng,
        [
            drawn_case(rng, filters, filters, activation="tanh"),
            drawn_case(rng, channels, filters, activation="softplus", as_callable=True),
        ],
    )


@inputs("residual_parameters")
def all_shortcuts(rng):
    channels, filters = two_sizes(rng)
    return Inputs(
        sent={
            "cases": [
                drawn_case(rng, filters, filters),
                drawn_case(rng, channels, filters),
                drawn_case(rng, filters, filters, 2),
            ]
        }
    )


@inputs("residual_saved")
def nothing_default(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters, strides=2, activation="tanh")])


@task("residual_unit", points=1)
def test_zeroed_branch_leaves_the_activated_input(residual_zeroed, given, answers, mistakes):
    """With its main branch silenced to -0.5, the unit returns relu(x - 0.5): the shortcut is added once, before the activation."""
    expect_silenced(residual_zeroed, given, answers, mistakes)


@task("residual_unit", points=1)
def test_identity_unit_equals_the_textbook(residual_identity, answers, mistakes):
    """Where shapes agree, the unit computes act(BN(conv(act(BN(conv(x))))) + x)."""
    expect_textbook(
        residual_identity,
        answers,
        mistakes,
        "Follow x through figure 2 of the paper: two convolutions, each with its own normalisation.",
    )


@task("residual_unit", points=1)
def test_wider_unit_equals_the_textbook(residual_wider, answers, mistakes):
    """Where only the number of channels changes, the shortcut is a 1x1 convolution with batch normalisation."""
    expect_textbook(
        residual_wider,
        answers,
        mistakes,
        "The shortcut needs a projection not only for strides, but for new channels as well.",
    )


@task("residual_unit", points=1)
def test_strided_unit_equals_the_textbook(residual_strided, answers, mistakes):
    """With strides 2 the first convolution and the shortcut shrink the image, the second convolution does not."""
    expect_textbook(
        residual_strided,
        answers,
        mistakes,
        "Strides belong to the first 3x3 convolution and to the shortcut's 1x1 convolution.",
    )


@task("residual_unit", points=1)
def test_activation_is_a_choice(residual_activated, answers, mistakes):
    """The `activation` argument, a name or a callable, is used inside the main branch and after the sum."""
    expect_textbook(residual_activated, answers, mistakes, "No activation may be written out as ReLU.")


@task("residual_unit", points=1)
def test_unit_has_exactly_its_parameters(residual_parameters, answers, mistakes):
    """The unit's trainable parameters are its kernels and two vectors for each normalisation, no more and no less."""
    help_line = "Counted for: same shape, new channels, strides 2. No convolution has a bias."
    expect(residual_parameters, equals=answers, mistakes=mistakes, help=help_line)


@task("residual_unit", points=1)
def test_every_weight_learns(residual_learning):
    """A gradient reaches every trainable weight."""
    expect_learning(residual_learning, at_least=6)


@task("residual_unit", points=1)
def test_training_and_inference_differ(residual_training_mode, answers):
    """In training the unit normalises by the batch and updates its averages; in inference an image's output depends on that image alone."""
    expect_two_modes(residual_training_mode, answers)


@task("residual_unit", points=1)
def test_saved_unit_loads_again(residual_saved):
    """A saved unit loads with its arguments and weights and gives the same output."""
    expect_reload(residual_saved)


@inputs("bottleneck_outputs")
def every_shortcut(rng):
    channels, filters = two_sizes(rng)
    cases = [
        drawn_case(rng, 4 * filters, filters),
        drawn_case(rng, channels, filters),
        drawn_case(rng, channels, filters, strides=2),
    ]
    return with_images(rng, cases)


@inputs("bottleneck_learning")
def same_wide_shape(rng):
    _, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, 4 * filters, filters)], batch=6)


@inputs("bottleneck_training_mode")
def projecting_bottleneck(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters)], batch=6)


@inputs("bottleneck_activated")
def other_bottleneck_activation(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters, activation="tanh")])


@inputs("bottleneck_parameters")
def all_wide_shortcuts(rng):
    channels, filters = two_sizes(rng)
    return Inputs(sent={"cases": [drawn_case(rng, 4 * filters, filters), drawn_case(rng, channels, filters, 2)]})


@inputs("bottleneck_saved")
def nothing_default_in_bottleneck(rng):
    channels, filters = two_sizes(rng)
    return with_images(rng, [drawn_case(rng, channels, filters, strides=2, activation="tanh")])


@task("bottleneck_unit", points=1)
def test_bottleneck_equals_the_textbook(bottleneck_outputs, answers, mistakes):
    """The unit squeezes with a 1x1 convolution, works with a 3x3 convolution, widens fourfold with a 1x1 convolution, and adds its shortcut."""
    expect_textbook(
        bottleneck_outputs, answers, mistakes, "Figure 5 of the paper, right; the output has 4 * filters channels."
    )


@task("bottleneck_unit", points=1)
def test_bottleneck_activation_is_a_choice(bottleneck_activated, answers, mistakes):
    """The `activation` argument is used after the first two normalisations and after the sum."""
    expect_textbook(bottleneck_activated, answers, mistakes, "No activation may be written out as ReLU.")


@task("bottleneck_unit", points=1)
def test_bottleneck_has_exactly_its_parameters(bottleneck_parameters, answers, mistakes):
    """The unit's trainable parameters are its kernels and two vectors for each normalisation, no more and no less."""
    help_line = "Counted for: same shape, and strides 2. No convolution has a bias."
    expect(bottleneck_parameters, equals=answers, mistakes=mistakes, help=help_line)


@task("bottleneck_unit", points=1)
def test_every_bottleneck_weight_learns(bottleneck_learning):
    """A gradient reaches every trainable weight."""
    expect_learning(bottleneck_learning, at_least=9)


@task("bottleneck_unit", points=1)
def test_bottleneck_training_and_inference_differ(bottleneck_training_mode, answers):
    """In training the unit normalises by the batch and updates its averages; in inference an image's output depends on that image alone."""
    expect_two_modes(bottleneck_training_mode, answers)


@task("bottleneck_unit", points=1)
def test_saved_bottleneck_loads_again(bottleneck_saved):
    """A saved unit loads with its arguments and weights and gives the same output."""
    expect_reload(bottleneck_saved)
