"""Visible checks of local response normalisation."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs


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


@task("local_response_normalization", points=2)
def test_normalization_equals_the_paper(normalization_outputs, given, answers, mistakes):
    """With drawn arguments the layer computes the paper's formula, also at the first and last channels."""
    for options, output, right, wrong in zip(
        given.sent["options"], normalization_outputs, answers, mistakes, strict=True
    ):
        help_line = f"n = {options['size']}. Square, sum over the window of channels, which ends where the channels end; then k, alpha and beta."
        expect(output, close_to=right, mistakes=wrong, help=help_line)


@task("local_response_normalization", points=1)
def test_defaults_are_the_papers(normalization_defaults, answers, mistakes):
    """Without arguments the layer uses the paper's k = 2, n = 5, alpha = 1e-4 and beta = 0.75."""
    (output,), (right,), (wrong,) = normalization_defaults, answers, mistakes
    help_line = "See section 3.3 of the paper for the constants."
    expect(output, close_to=right, tolerance=1e-2, mistakes=wrong, help=help_line)


@task("local_response_normalization", points=1)
def test_saved_normalization_loads_again(normalization_saved, mistakes):
    """A saved layer loads again with its arguments and computes the same."""
    before, after = normalization_saved["before"], normalization_saved["after"]
    help_line = "get_config returns every argument of __init__: size, k, alpha and beta."
    expect(after, close_to=before, mistakes=mistakes[0], help=help_line)
