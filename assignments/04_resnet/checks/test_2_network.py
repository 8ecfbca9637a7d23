"""Visible checks of the whole network. Its units are replaced by some without weights, so that the rest can be computed by hand."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from .cases import expect_learning, expect_reload
from .in_numpy import parameters, sizes_entering, units
from .network_cases import (
    ACCEPTED,
    ONE_UNIT_SHORT,
    expect_network_without_units,
    small_network_parameters,
)
from .network_mistakes import published_mistakes, size_mistakes, stage_mistakes


def drawn_network(rng, stem, stages):
    # Odd, and odd again when halved: there every usual padding gives the same numbers.
    height, width = (int(size) for size in rng.choice([33, 37, 41], 2, replace=False))
    # Different depths show an order that is turned round; two stages of one width, strides that follow the width.
    blocks = [int(count) for count in rng.permutation(np.arange(stages) % 3 + 1)]
    widths = [int(width) for width in rng.choice([4, 6, 8, 10, 12], 2, replace=False)]
    filters = [widths[0], *widths[1:] * (stages - 1)]
    classes, seed = int(rng.integers(3, 8)), int(rng.integers(2**31))
    return {
        "input_shape": [height, width, 3],
        "blocks": blocks,
        "filters": filters,
        "stem": stem,
        "classes": classes,
        "seed": seed,
    }


@inputs("network_stages")
def networks(rng):
    published = {"input_shape": [224, 224, 3], "blocks": [3, 4, 6, 3], "filters": [64, 128, 256, 512], "stem": "large"}
    return Inputs(sent={"cases": [published, *drawn_networks(rng).sent["cases"]]})


def drawn_networks(rng):
    kinds = (("small", 3), ("large", 2), ("small", 5), ("small", 1))
    return Inputs(sent={"cases": [drawn_network(rng, *kind) for kind in kinds]})


@inputs("network_outputs")
def networks_with_images(rng):
    cases = [drawn_network(rng, "small", 2), drawn_network(rng, "large", 3)]
    return Inputs(
        sent={
            "cases": cases,
            # Bright, so that an activation with an upper bound shows.
            "images": [rng.uniform(0, 8, (3, *case["input_shape"])).astype(np.float32) for case in cases],
        }
    )


@inputs("network_mismatch")
def contradictions():
    return Inputs(
        sent={
            "cases": [
                {"blocks": [1, 1, 1], "filters": [8, 16], "stem": "small"},
                {"blocks": [1], "filters": [8], "stem": "medium"},
            ]
        }
    )


@inputs("network_saved")
def network_to_save(rng):
    case = drawn_network(rng, "large", 2) | {"blocks": [1, 1]}
    return Inputs(sent={"cases": [case], "images": [rng.uniform(size=(2, *case["input_shape"])).astype(np.float32)]})


@inputs("network_learning")
def small_network(rng):
    # Two like units show weights that two units share.
    case = drawn_network(rng, "small", 2) | {"input_shape": [11, 13, 3], "blocks": [2, 1]}
    return Inputs(sent={"case": case, "images": rng.uniform(size=(4, 11, 13, 3)).astype(np.float32)})


@task("build_resnet", points=1)
def test_networks_have_the_published_size(published_networks):
    """ResNet-34 and ResNet-50 with 1000 classes have the published numbers of trainable parameters."""
    published = {"ResNet-34": ("residual", 21_797_672), "ResNet-50": ("bottleneck", 25_557_032)}
    for (name, (unit, wanted)), fact in zip(published.items(), published_networks, strict=True):
        cases = [
            {"filters": filters, "strides": strides, "channels": channels}
            for filters, strides, _, _, channels in fact["asked"]
        ]
        total = fact["around_units"] + sum(parameters(unit, case) for case in cases)
        expect(
            total,
            equals=wanted,
            mistakes=published_mistakes(fact["asked"], wanted, 512 if unit == "residual" else 2048),
            help=f"{name}: {len(cases)} units and {fact['around_units']} parameters around them. Only the dense layer has a bias.",
        )


@task("build_resnet", points=1)
def test_stages_ask_for_the_right_units(network_stages, given):
    """Each stage asks for its units with the right filters; only the first unit of every stage but the first has strides 2."""
    for case, asked in zip(given.sent["cases"], network_stages, strict=True):
        wanted = [[filters, strides] for _, strides, filters in units(case["blocks"], case["filters"])]
        expect(
            [unit[:2] for unit in asked],
            equals=wanted,
            mistakes=stage_mistakes(case),
            help=f"(filters, strides) of each unit for blocks_per_stage {case['blocks']}.",
        )


@task("build_resnet", points=1)
def test_images_shrink_from_stage_to_stage(network_stages, given):
    """The units see images of the right size: at 224 pixels 56, 28, 14 and 7; the small stem keeps the size."""
    for case, asked in zip(given.sent["cases"], network_stages, strict=True):
        help_line = f"(height, width, channels) that enter each unit, for a {case['stem']} stem and images {tuple(case['input_shape'])}."
        sizes, mistakes = [unit[2:] for unit in asked], size_mistakes(case)
        expect(sizes, equals=sizes_entering(case), mistakes=mistakes, help=help_line)


@task("build_resnet", points=1)
def test_network_answers_with_probabilities(network_outputs, given):
    """With units that only stride, the network computes stem, global average pooling, dense layer and one softmax."""
    for case, images, fact in zip(given.sent["cases"], given.sent["images"], network_outputs, strict=True):
        expect_network_without_units(case, images, fact)


@task("build_resnet", points=0.5)
def test_saved_network_loads_again(network_saved):
    """A saved network loads again and computes the same."""
    expect_reload(network_saved, "A model class of your own needs get_config, and the decorator that registers it.")


@task("build_resnet", points=0.5)
def test_contradictions_are_refused(network_mismatch):
    """Stages that do not match in length, or an unknown stem, raise a ValueError."""
    expect(
        [fact["error"] for fact in network_mismatch],
        equals=["ValueError", "ValueError"],
        mistakes=ACCEPTED,
        help="See `Raises` in the docstring; check before anything is built.",
    )


@task("build_resnet", points=1)
def test_every_weight_of_the_network_learns(network_learning, given):
    """A small network of both kinds of units has all their weights, and a gradient reaches each, on images of odd size."""
    expect(
        network_learning["parameters"],
        equals=small_network_parameters(given.sent["case"]),
        mistakes={ONE_UNIT_SHORT: small_network_parameters(given.sent["case"] | {"blocks": [1, 1]})},
        help="Trainable parameters of stem, two residual units, a bottleneck unit and head together.",
    )
    expect_learning([network_learning["gradients"]], at_least=6)
