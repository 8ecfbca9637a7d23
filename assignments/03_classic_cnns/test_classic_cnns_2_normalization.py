"""Visible checks of local response normalisation."""

import numpy as np
from classic_cnns_cases import named_mistake
from classic_cnns_in_numpy import response_normalization

from autograder import Inputs, expect, inputs, task

PUBLISHED = {"size": 5, "k": 2.0, "alpha": 1e-4, "beta": 0.75}


def drawn_options(rng, size):
    numbers = {"k": rng.uniform(1, 3), "alpha": rng.uniform(0.2, 0.6), "beta": rng.uniform(0.5, 0.9)}
    return {"size": size} | {name: float(value) for name, value in numbers.items()}


def with_responses(rng, options, brightness):
    images = [(rng.normal(size=(2, 3, 4, 9)) * brightness).astype(np.float32) for _ in options]
    return Inputs(sent={"options": options, "images": images})


@inputs("normalization_outputs")
def drawn_windows(rng):
    """The last window is wider than all channels together."""
    sizes = [int(size) for size in rng.permutation([3, 5, 7])] + [23]
    return with_responses(rng, [drawn_options(rng, size) for size in sizes], brightness=2)


@inputs("normalization_defaults")
def strong_responses(rng):
    """So strong that the sum weighs as much as k."""
    return with_responses(rng, [{}], brightness=150)


@inputs("normalization_saved")
def no_default(rng):
    return with_responses(rng, [drawn_options(rng, 3)], brightness=2)


def mistakes(x, size, k, alpha, beta):
    """Return what common mistakes compute, each by its sentence."""

    def normalized(**changed):
        return response_normalization(x, **({"size": size, "k": k, "alpha": alpha, "beta": beta} | changed))

    reached = np.array([min(8, i + size // 2) - max(0, i - size // 2) + 1 for i in range(9)])
    sums = (x / normalized(k=0, alpha=1, beta=1)) / reached
    return {
        "This divides alpha by n, as Caffe and PyTorch do. The paper's alpha is the factor of the sum.": normalized(
            alpha=alpha / size
        ),
        "This takes the mean of the squares that are in the window. The paper takes their sum.": x
        / (k + alpha * sums) ** beta,
        "This window is n channels wide on each side. `size` counts the whole window; TensorFlow asks for its radius, n // 2.": normalized(
            size=2 * size + 1
        ),
        "This has TensorFlow's default of 1 where k belongs: TensorFlow calls it `bias`.": normalized(k=1.0),
        "This is the formula without the exponent beta.": normalized(beta=1.0),
        "This uses the paper's numbers whatever it is told. The layer's arguments decide.": response_normalization(x),
        "This normalises over neighbouring places. The sum runs over channels, at one place.": _over_places(
            x, size, k, alpha, beta
        ),
    }


def _over_places(x, size, k, alpha, beta):
    turned = np.moveaxis(x, 2, -1)
    squares = np.stack([(turned**2)[..., max(0, i - size // 2) : i + size // 2 + 1].sum(-1) for i in range(4)], -1)
    return np.moveaxis(turned / (k + alpha * squares) ** beta, -1, 2)


@task("local_response_normalization", points=2)
def test_normalization_equals_the_paper(normalization_outputs, given):
    """With drawn arguments the layer computes the paper's formula, also at the first and last channels."""
    for options, images, output in zip(given.sent["options"], given.sent["images"], normalization_outputs, strict=True):
        otherwise = (
            "Square, sum over the window of channels, which ends where the channels end; then k, alpha and beta."
        )
        help_line = named_mistake(output, mistakes(images, **options), otherwise)
        expect(output, close_to=response_normalization(images, **options), help=f"n = {options['size']}. {help_line}")


@task("local_response_normalization", points=1)
def test_defaults_are_the_papers(normalization_defaults, given):
    """Without arguments the layer uses the paper's k = 2, n = 5, alpha = 1e-4 and beta = 0.75."""
    (images,), (output,) = given.sent["images"], normalization_defaults
    help_line = named_mistake(output, mistakes(images, **PUBLISHED), "See section 3.3 of the paper for the constants.")
    expect(output, close_to=response_normalization(images), tolerance=1e-2, help=help_line)


@task("local_response_normalization", points=1)
def test_saved_normalization_loads_again(normalization_saved):
    """A saved layer loads again with its arguments and computes the same."""
    help_line = "get_config returns every argument of __init__: size, k, alpha and beta."
    expect(normalization_saved["after"], close_to=normalization_saved["before"], help=help_line)
