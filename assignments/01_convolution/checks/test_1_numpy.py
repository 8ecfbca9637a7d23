"""Visible checks of sizes, padding and convolution."""

from autograder import Inputs, expect, giving_all, task
from autograder.authoring import inputs

from .cases import expect_maps, known_cases

# (size, kernel, stride) of photos, odd and even sizes, kernels as large as the image, and a kernel of one pixel.
VALID_SIZES = [(70, 7, 1), (120, 7, 1), (9, 3, 2), (8, 3, 2), (10, 3, 4), (5, 5, 3), (6, 1, 1)]
SAME_SIZES = [(70, 7, 1), (120, 7, 1), (9, 3, 2), (8, 3, 2), (10, 3, 4), (5, 2, 5), (3, 7, 1)]
PADDINGS = [(70, 7, 1), (6, 4, 1), (9, 3, 2), (8, 3, 2), (224, 7, 2), (9, 1, 3)]


@inputs("valid_sizes")
def known_valid_sizes():
    return Inputs(sent={"rows": [[*row, "valid"] for row in VALID_SIZES]})


@inputs("same_sizes")
def known_same_sizes():
    return Inputs(sent={"rows": [[*row, "same"] for row in SAME_SIZES]})


@inputs("paddings")
def known_paddings():
    return Inputs(sent={"rows": [list(row) for row in PADDINGS]})


@inputs("unknown_padding")
def other_paddings():
    return Inputs(sent={"paddings": ["full", "SAME ", "causal"]})


@inputs("single_kernel")
def one_channel_one_filter():
    return known_cases("single_kernel")


@inputs("several_channels")
def more_channels_and_filters():
    return known_cases("several_channels")


@inputs("biased_batch")
def more_images_with_bias():
    return known_cases("biased_batch")


@inputs("strided")
def equal_and_other_strides():
    return known_cases("strided")


@inputs("padded")
def odd_and_even_padding():
    return known_cases("padded")


@inputs("dilated")
def equal_and_other_dilation():
    return known_cases("dilated")


@inputs("whole_numbers")
def bytes_as_pixels():
    return known_cases("whole_numbers")


def expect_rows(facts, given, answers, mistakes, help):
    named = giving_all(facts, mistakes.items())
    for row, fact, right in zip(given.sent["rows"], facts, answers, strict=True):
        help_line = f"For size, kernel, stride {tuple(row[:3])}: {help}"
        expect(fact, equals=right, mistakes=named, help=help_line)


@task("output_size", points=1)
def test_valid_windows_stay_inside(valid_sizes, given, answers, mistakes):
    """With "valid" padding, the output counts the windows that lie wholly in the image."""
    expect_rows(valid_sizes, given, answers, mistakes, "draw the pixels, and count where the window can stand.")


@task("output_size", points=1)
def test_same_sizes_follow_the_strides(same_sizes, given, answers, mistakes):
    """With "same" padding, the output has size / stride pixels, rounded up, whatever the kernel."""
    expect_rows(same_sizes, given, answers, mistakes, "which of the three numbers matters?")


@task("output_size", points=1)
def test_padding_is_what_keras_adds(paddings, given, answers, mistakes):
    """ "same" padding adds as few zeros as the last window needs, the larger half after the image."""
    help = "where does the last window begin, and how far does it reach over the edge?"
    expect_rows(paddings, given, answers, mistakes, help)


@task("output_size", points=1)
def test_unknown_padding_is_refused(unknown_padding, answers, mistakes):
    """A padding that is neither "valid" nor "same" is refused with a ValueError."""
    help = "The errors for padding 'full', 'SAME ' and 'causal'. A mistyped name must not pass for another."
    expect(unknown_padding, equals=answers, mistakes=mistakes, help=help)


@task("conv2d", points=1)
def test_kernel_is_laid_on_as_it_is(single_kernel, given, answers, mistakes):
    """One filter slides over images with one channel: at each place, pixels times weights, summed."""
    expect_maps(
        single_kernel, given, answers, mistakes, "Compute the first number of the first map by hand; all are whole."
    )


@task("conv2d", points=1)
def test_channels_are_summed_for_each_filter(several_channels, given, answers, mistakes):
    """Each filter has a kernel for every channel, sums over them, and gives one map."""
    expect_maps(several_channels, given, answers, mistakes, "The kernel's axes are rows, columns, channels, filters.")


@task("conv2d", points=1)
def test_each_image_gets_its_maps_and_bias(biased_batch, given, answers, mistakes):
    """Each image of a batch is convolved on its own; each map gets its filter's bias once."""
    expect_maps(
        biased_batch, given, answers, mistakes, "Two different images, and a bias that differs from filter to filter."
    )


@task("conv2d", points=1)
def test_strides_skip_windows(strided, given, answers, mistakes):
    """Strides, one number or a pair (down, across), say how far it is from window to window."""
    expect_maps(strided, given, answers, mistakes, "Which pixel does the second window of each row begin with?")


@task("conv2d", points=1)
def test_same_padding_equals_keras(padded, given, answers, mistakes):
    """With "same" padding the maps equal Keras', with even kernels, even sizes and strides as well."""
    expect_maps(padded, given, answers, mistakes, "Zeros as `same_padding` says, along each axis for itself.")


@task("conv2d", points=1)
def test_dilation_spreads_the_kernel(dilated, given, answers, mistakes):
    """Dilation, one number or a pair, says how far it is from one of the kernel's weights to the next."""
    expect_maps(
        dilated,
        given,
        answers,
        mistakes,
        "A dilated kernel spans more pixels than it has weights; padding must know that, too.",
    )


@task("conv2d", points=1)
def test_pixels_may_be_bytes(whole_numbers, given, answers, mistakes):
    """Images of whole numbers from 0 to 255 give the same maps as floats of the same values."""
    expect_maps(
        whole_numbers, given, answers, mistakes, "The images' type is uint8, the kernels' float32, with fractions."
    )
