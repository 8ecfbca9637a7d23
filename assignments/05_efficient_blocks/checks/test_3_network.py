"""Visible checks of compound scaling and of the network: that it answers, and keeps to its budget."""

import numpy as np

from autograder import Inputs, expect, giving_all, task
from autograder.authoring import inputs

from . import evidence
from .budget import MULTIPLICATIONS, PARAMETERS
from .mistakes import mistaken_filters, mistaken_repeats, mistaken_resolution
from .scaling import B0_STAGES, PUBLISHED, filters_of, is_clear, repeats_of, resolution_of, scaled


def drawn_scaling(rng):
    """Draw stages and coefficients; no rounding may hang on the last digit of a float."""
    while True:
        options = {"resolution": int(rng.integers(96, 300)), "phi": float(rng.choice([0.5, 1.5, 2.0, 3.0]))}
        options |= {name: float(rng.uniform(1.05, 1.4)) for name in ("alpha", "beta", "gamma")}
        options |= {"divisor": int(rng.choice([8, 16]))}
        # The nearest multiple of the first stage's width, about 1.3 divisors, loses more than a tenth.
        narrow = round(1.3 * options["divisor"] / options["beta"] ** options["phi"])
        widths = [narrow, *(int(width) for width in rng.integers(20, 200, 5))]
        stages = [(int(rng.integers(1, 7)), width) for width in widths]
        if is_clear(stages, **options):
            return {"name": "drawn", "stages": stages, "options": options}


@inputs("scaled_stages")
def scalings(rng):
    names = [
        {"name": entry["name"], "stages": B0_STAGES, "options": {"resolution": 224, "divisor": 8} | entry["options"]}
        for entry in PUBLISHED
    ]
    return Inputs(sent={"cases": [*names, *drawn_scalings(rng).sent["cases"]]})


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


def expect_scaled(facts, given, part, mistaken, help):
    """Compare one part of what compound scaling gives: every stage's repeats, its filters, or the resolution."""
    cases, received = given.sent["cases"], [part(found["stages"], found["resolution"]) for found in facts]
    given_by = [mistaken(entry["stages"], entry["options"]) for entry in cases]
    mistakes = giving_all(received, [(sentence, [known[sentence] for known in given_by]) for sentence in given_by[0]])
    for entry, found in zip(cases, received, strict=True):
        told = f"{entry['name']}: stages (repeats, filters) {entry['stages']} with {entry['options']}. {help}"
        expect(found, equals=part(*scaled(entry["stages"], **entry["options"])), mistakes=mistakes, help=told)


@task("small_network", points=1)
def test_depth_is_rounded_up(scaled_stages, given):
    """Compound scaling repeats each block alpha to the power of phi as often, rounded up: EfficientNet-B4 and B7, and drawn ones."""
    expect_scaled(scaled_stages, given, repeats_of, mistaken_repeats, "Each stage's repeats, rounded up.")


@task("small_network", points=1)
def test_width_is_a_near_multiple(scaled_stages, given):
    """Widths become the nearest multiple of the divisor that loses no more than a tenth."""
    told = "Each stage's filters: nearest multiple, at least 90 %, at least the divisor."
    expect_scaled(scaled_stages, given, filters_of, mistaken_filters, told)


@task("small_network", points=1)
def test_resolution_is_scaled(scaled_stages, given):
    """The resolution grows by gamma to the power of phi, and is rounded to the nearest pixel."""
    expect_scaled(scaled_stages, given, resolution_of, mistaken_resolution, "The resolution, to the nearest pixel.")


@task("small_network", points=1)
def test_network_answers_with_probabilities(network_outputs, given):
    """For images of any size and any number of classes, the network's outputs are probabilities."""
    images, classes, output = given.sent["images"], given.sent["classes"], network_outputs
    expect(output.shape, equals=(len(images), classes), help=f"One probability for each class, images {images.shape}.")
    told = evidence.of_no_probabilities(output) + "Each row of probabilities sums to 1: softmax, once."
    expect(output.sum(axis=1), close_to=np.ones(len(images)), help=told)
    expect(float(output.min()), at_least=0, help="No probability is below 0.")


@task("small_network", points=1)
def test_network_keeps_to_its_parameters(network_costs):
    """For images of 32 x 32 and five classes the network has at most 25,000 parameters."""
    told = "All weights, also those that are not trained, and arrays that are written into the network."
    expect(network_costs["parameters"], at_most=PARAMETERS, help=evidence.of_many_parameters(network_costs) + told)


@task("small_network", points=1)
def test_network_keeps_to_its_multiplications(network_costs):
    """For images of 32 x 32 and five classes the network computes an image with at most 2,500,000 multiplications."""
    uncountable = network_costs["uncountable"]
    told = f"{evidence.of_hidden_work(uncountable)}Loops, conditions and Python code cannot be counted."
    expect(uncountable, equals=[], help=told)
    multiplications = network_costs["multiply_adds"] + network_costs["elementwise"]
    told = f"{network_costs['multiply_adds']:,} of convolutions and dense layers. Most happen where images are large: shrink them early."
    expect(multiplications, at_most=MULTIPLICATIONS, help=evidence.of_many_multiplications(network_costs) + told)
