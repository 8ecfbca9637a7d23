"""Visible checks of compound scaling and of the network: that it answers, and keeps to its budget."""

import numpy as np

from autograder import Inputs, expect, giving_all, task
from autograder.authoring import inputs

from . import signs
from .budget import MULTIPLICATIONS, PARAMETERS

# EfficientNet-B0: Tan and Le 2019 (arXiv:1905.11946), table 1; B4 and B7: coefficients as in keras.applications.
B0_STAGES = [(1, 16), (2, 24), (2, 40), (3, 80), (3, 112), (4, 192), (1, 320)]
COEFFICIENTS = {
    "EfficientNet-B4": {"phi": 1, "alpha": 1.8, "beta": 1.4, "gamma": 380 / 224},
    "EfficientNet-B7": {"phi": 1, "alpha": 3.1, "beta": 2.0, "gamma": 600 / 224},
}


def drawn_scaling(rng):
    """Draw stages and coefficients."""
    options = {"resolution": int(rng.integers(96, 300)), "phi": float(rng.choice([0.5, 1.5, 2.0, 3.0]))}
    options |= {name: float(rng.uniform(1.05, 1.4)) for name in ("alpha", "beta", "gamma")}
    options |= {"divisor": int(rng.choice([8, 16]))}
    # The nearest multiple of the first stage's width, about 1.3 divisors, loses more than a tenth.
    narrow = round(1.3 * options["divisor"] / options["beta"] ** options["phi"])
    widths = [narrow, *(int(width) for width in rng.integers(20, 200, 5))]
    stages = [(int(rng.integers(1, 7)), width) for width in widths]
    return {"name": "drawn", "stages": stages, "options": options}


@inputs("scaled_stages")
def scalings(rng):
    published = [
        {"name": name, "stages": B0_STAGES, "options": {"resolution": 224, "divisor": 8} | coefficients}
        for name, coefficients in COEFFICIENTS.items()
    ]
    return Inputs(sent={"cases": [*published, *drawn_scalings(rng).sent["cases"]]})


def drawn_scalings(rng):
    return Inputs(sent={"cases": [drawn_scaling(rng) for _ in range(4)]})


@inputs("network_costs")
def stated_size():
    return Inputs(sent={"input_shape": [32, 32, 3], "classes": 5})


@inputs("network_outputs")
def other_images(rng):
    height, width = (int(pixels) for pixels in rng.choice([20, 24, 28, 36, 40], 2, replace=False))
    images = rng.uniform(size=(3, height, width, 3)).astype(np.float32)
    return Inputs(sent={"images": images, "classes": int(rng.integers(6, 12))})


def expect_scaled(part, received, given, answers, mistakes, help):
    """Compare one part of what compound scaling gives: every stage's repeats, its filters, or the resolution."""
    known = giving_all(received, mistakes[part].items())
    for entry, found, answer in zip(given.sent["cases"], received, answers, strict=True):
        told = f"{entry['name']}: stages (repeats, filters) {entry['stages']} with {entry['options']}. {help}"
        expect(found, equals=answer[part], mistakes=known, help=told)


@task("small_network", points=1)
def test_depth_is_rounded_up(scaled_stages, given, answers, mistakes):
    """Compound scaling repeats each block alpha to the power of phi as often, rounded up: EfficientNet-B4 and B7, and drawn ones."""
    received = [[repeats for repeats, _ in found["stages"]] for found in scaled_stages]
    expect_scaled("repeats", received, given, answers, mistakes, "Each stage's repeats, rounded up.")


@task("small_network", points=1)
def test_width_is_a_near_multiple(scaled_stages, given, answers, mistakes):
    """Widths become the nearest multiple of the divisor that loses no more than a tenth."""
    received = [[filters for _, filters in found["stages"]] for found in scaled_stages]
    told = "Each stage's filters: nearest multiple, at least 90 %, at least the divisor."
    expect_scaled("filters", received, given, answers, mistakes, told)


@task("small_network", points=1)
def test_resolution_is_scaled(scaled_stages, given, answers, mistakes):
    """The resolution grows by gamma to the power of phi, and is rounded to the nearest pixel."""
    received = [found["resolution"] for found in scaled_stages]
    expect_scaled("resolution", received, given, answers, mistakes, "The resolution, to the nearest pixel.")


@task("small_network", points=1)
def test_network_answers_with_probabilities(network_outputs, given):
    """For images of any size and any number of classes, the network's outputs are probabilities."""
    images, classes, output = given.sent["images"], given.sent["classes"], network_outputs
    expect(output.shape, equals=(len(images), classes), help=f"One probability for each class, images {images.shape}.")
    told = "Each row of probabilities sums to 1: softmax, once."
    shown = signs.of_no_probabilities(output)
    expect(output.sum(axis=1), close_to=np.ones(len(images)), mistakes=shown, help=told)
    expect(float(output.min()), at_least=0, help="No probability is below 0.")


@task("small_network", points=1)
def test_network_keeps_to_its_parameters(network_costs):
    """For images of 32 x 32 and five classes the network has at most 25,000 parameters."""
    told = "All weights, also those that are not trained, and arrays that are written into the network."
    shown = signs.of_many_parameters(network_costs)
    expect(network_costs["parameters"], at_most=PARAMETERS, mistakes=shown, help=told)


@task("small_network", points=1)
def test_network_keeps_to_its_multiplications(network_costs):
    """For images of 32 x 32 and five classes the network computes an image with at most 2,500,000 multiplications."""
    uncountable = network_costs["uncountable"]
    told = "Loops, conditions and Python code cannot be counted."
    expect(uncountable, equals=[], mistakes=signs.of_hidden_work(uncountable), help=told)
    multiplications = network_costs["multiply_adds"] + network_costs["elementwise"]
    told = f"{network_costs['multiply_adds']:,} of convolutions and dense layers. Most happen where images are large: shrink them early."
    shown = signs.of_many_multiplications(network_costs)
    expect(multiplications, at_most=MULTIPLICATIONS, mistakes=shown, help=told)
