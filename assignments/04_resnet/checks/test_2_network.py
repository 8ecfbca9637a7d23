"""Visible checks of the whole network. Its units are replaced by some without weights, so that the rest can be computed by hand."""

import numpy as np

from autograder import Inputs, expect, inputs, task

from .cases import expect_learning, expect_reload
from .network_cases import drawn_network, drawn_networks, expect_network_without_units, expect_published
from .signs import accepted


@inputs("network_stages")
def networks(rng):
    published = {"input_shape": [224, 224, 3], "blocks": [3, 4, 6, 3], "filters": [64, 128, 256, 512], "stem": "large"}
    return Inputs(sent={"cases": [published, *drawn_networks(rng).sent["cases"]]})


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
def test_networks_have_the_published_size(published_networks, answers, mistakes):
    """ResNet-34 and ResNet-50 with 1000 classes have the published numbers of trainable parameters."""
    for fact, answer, known in zip(published_networks, answers, mistakes, strict=True):
        expect_published(fact, answer, known)


@task("build_resnet", points=1)
def test_stages_ask_for_the_right_units(network_stages, given, answers, mistakes):
    """Each stage asks for its units with the right filters; only the first unit of every stage but the first has strides 2."""
    for case, asked, answer, known in zip(given.sent["cases"], network_stages, answers, mistakes, strict=True):
        help_line = f"(filters, strides) of each unit for blocks_per_stage {case['blocks']}."
        expect([unit[:2] for unit in asked], equals=answer["units"], mistakes=known["units"], help=help_line)


@task("build_resnet", points=1)
def test_images_shrink_from_stage_to_stage(network_stages, given, answers, mistakes):
    """The units see images of the right size: at 224 pixels 56, 28, 14 and 7; the small stem keeps the size."""
    for case, asked, answer, known in zip(given.sent["cases"], network_stages, answers, mistakes, strict=True):
        help_line = f"(height, width, channels) that enter each unit, for a {case['stem']} stem and images {tuple(case['input_shape'])}."
        expect([unit[2:] for unit in asked], equals=answer["sizes"], mistakes=known["sizes"], help=help_line)


@task("build_resnet", points=1)
def test_network_answers_with_probabilities(network_outputs, given, answers, mistakes):
    """With units that only stride, the network computes stem, global average pooling, dense layer and one softmax."""
    for case, fact, answer, known in zip(given.sent["cases"], network_outputs, answers, mistakes, strict=True):
        expect_network_without_units(fact, answer, known, case["stem"])


@task("build_resnet", points=0.5)
def test_saved_network_loads_again(network_saved):
    """A saved network loads again and computes the same."""
    expect_reload(network_saved, "A model class of your own needs get_config, and the decorator that registers it.")


@task("build_resnet", points=0.5)
def test_contradictions_are_refused(network_mismatch):
    """Stages that do not match in length, or an unknown stem, raise a ValueError."""
    errors = [fact["error"] for fact in network_mismatch]
    help_line = "See `Raises` in the docstring; check before anything is built."
    expect(errors, equals=["ValueError", "ValueError"], mistakes=accepted(errors), help=help_line)


@task("build_resnet", points=1)
def test_every_weight_of_the_network_learns(network_learning, answers, mistakes):
    """A small network of both kinds of units has all their weights, and a gradient reaches each, on images of odd size."""
    help_line = "Trainable parameters of stem, two residual units, a bottleneck unit and head together."
    expect(network_learning["parameters"], equals=answers, mistakes=mistakes, help=help_line)
    expect_learning([network_learning["gradients"]], at_least=6)
