"""Visible checks of training in two phases: what moves when, and how far."""

import numpy as np

from autograder import Inputs, expect, giving_all, inputs, task

from . import signs
from .cases import backbone_case, drawn_images

# Validation images are darker than this, training images brighter: so the notes tell them apart.
DARK = 90


@inputs("two_phases")
def classifier_and_images(rng):
    case = backbone_case(rng, blocks=2) | {"classes": 3, "offset": 128.0, "scale": 40.0, "dropout": 0.1, "batch": 10}
    layers = len(case["layers"])
    case |= {"num_layers": int(rng.integers(3, layers - 1)), "unfrozen_before": layers}
    case |= {
        "epochs": [int(rng.integers(3, 5)), 2],
        "learning_rates": [float(rng.uniform(0.01, 0.03)), float(rng.uniform(1e-5, 3e-5))],
    }
    images, labels = drawn_images(rng, case, 40, DARK + 20, 250)
    valid_images, valid_labels = drawn_images(rng, case, 20, 5, DARK - 20)
    sent = {"images": images, "labels": labels, "valid_images": valid_images, "valid_labels": valid_labels}
    return Inputs(sent={"case": case} | sent)


def loss(probabilities, labels):
    return float(-np.mean(np.log(probabilities[np.arange(len(labels)), labels] + 1e-9)))


@task("two_phases", points=2)
def test_head_learns_first(two_phases, given, mistakes):
    """In the first phase the head learns, and nothing of the backbone moves."""
    moved_first, rate = two_phases["head_moved_first"], given.sent["case"]["learning_rates"][0]
    help_line = "How far the head had moved when the backbone first did. Freeze, compile and train the head before anything else."
    named = giving_all([moved_first, two_phases["moved"]], mistakes["first_phase"].items())
    expect(moved_first, at_least=rate, mistakes=named, help=help_line)
    before, after = (loss(found, given.sent["labels"]) for found in two_phases["probabilities"])
    expect(after, at_most=before, help="The loss on the training images, after training compared with before.")


@task("two_phases", points=2)
def test_upper_layers_learn_later(two_phases, answers, mistakes):
    """In the end exactly the upper layers' kernels have moved, and no batch normalisation."""
    help_line = "Weights of the backbone that the whole training moved. Which weights learn is decided at the first fit after compile."
    expect(two_phases["moved"], equals=answers["moved"], mistakes=mistakes["moved"], help=help_line)


@task("two_phases", points=1)
def test_upper_layers_learn_slowly(two_phases, given):
    """No step moves a weight of the backbone by more than five times the second learning rate."""
    help_line = "The farthest that one step moved a weight of the backbone. Adam moves by about its rate; the second phase has its own."
    step, (first, second) = two_phases["largest_step"], given.sent["case"]["learning_rates"]
    expect(step, at_most=5 * second, mistakes=signs.of_first_rate(step, first), help=help_line)


@task("two_phases", points=1)
def test_validation_data_are_only_looked_at(two_phases, mistakes):
    """No step of the optimiser learns from validation images."""
    dark = sum(round(brightness) < DARK for brightness in two_phases["learnt_from"])
    help_line = "Steps that moved the backbone right after a batch of valid_data."
    expect(dark, equals=0, mistakes=mistakes["valid_steps"], help=help_line)


@task("two_phases", points=1)
def test_phases_keep_to_their_passes(two_phases, given, mistakes):
    """Training draws at most the passes of both phases, and returns a History of each."""
    epochs, passes = given.sent["case"]["epochs"], two_phases["passes"]
    named = giving_all([round(passes, 1)], mistakes["passes"].items())
    help_line = "Passes over train_data, counted where the images are drawn."
    expect(round(passes, 2), at_most=sum(epochs) + 0.5, mistakes=named, help=help_line)
    found = [len(losses) for losses in two_phases["losses"]]
    expect(found, equals=epochs, help="Losses in each History: one for each pass of its phase.")
