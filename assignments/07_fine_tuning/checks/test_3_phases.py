"""Visible checks of training in two phases: what moves when, and how far."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs

from . import training_mistakes as mistakes
from .backbone_in_numpy import drawn_backbone, learning_weights

# Validation images are darker than this, training images brighter: so the notes tell them apart.
DARK = 90


def drawn_images(rng, case, count, darkest, brightest):
    """Return images of one colour each, with noise, and labels that follow the colour: a head can learn them."""
    labels = rng.permutation(np.arange(count) % case["classes"])
    colours = rng.uniform(darkest, brightest, (case["classes"], 3))
    noise = rng.normal(size=(count, *case["input_shape"])) * 8
    images = np.clip(colours[labels][:, None, None] + noise, darkest, brightest)
    return images.astype(np.float32), labels


@inputs("two_phases")
def classifier_and_images(rng):
    case = drawn_backbone(rng, blocks=2) | {"classes": 3, "offset": 128.0, "scale": 40.0, "dropout": 0.1, "batch": 10}
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
def test_head_learns_first(two_phases, given):
    """In the first phase the head learns, and nothing of the backbone moves."""
    case = given.sent["case"]
    help_line = "How far the head had moved when the backbone first did. Freeze, compile and train the head before anything else."
    named = mistakes.of_first_phase(two_phases, case)
    expect(two_phases["head_moved_first"], at_least=case["learning_rates"][0], mistakes=named, help=help_line)
    before, after = (loss(answers, given.sent["labels"]) for answers in two_phases["probabilities"])
    expect(after, at_most=before, help="The loss on the training images, after training compared with before.")


@task("two_phases", points=2)
def test_upper_layers_learn_later(two_phases, given):
    """In the end exactly the upper layers' kernels have moved, and no batch normalisation."""
    wanted = learning_weights(given.sent["case"], given.sent["case"]["num_layers"])
    help_line = "Weights of the backbone that the whole training moved. Which weights learn is decided at the first fit after compile."
    expect(two_phases["moved"], equals=wanted, mistakes=mistakes.of_both_phases(given.sent["case"]), help=help_line)


@task("two_phases", points=1)
def test_upper_layers_learn_slowly(two_phases, given):
    """No step moves a weight of the backbone by more than five times the second learning rate."""
    help_line = "The farthest that one step moved a weight of the backbone. Adam moves by about its rate; the second phase has its own."
    first, second = given.sent["case"]["learning_rates"]
    named = {"The backbone moved at the first learning rate, which is the head's.": first}
    expect(two_phases["largest_step"], at_most=5 * second, tolerance=first / 2, mistakes=named, help=help_line)


@task("two_phases", points=1)
def test_validation_data_are_only_looked_at(two_phases, given):
    """No step of the optimiser learns from validation images."""
    learnt_from = [round(brightness) for brightness in two_phases["learnt_from"]]
    expect(
        sum(brightness < DARK for brightness in learnt_from),
        equals=0,
        mistakes=mistakes.of_valid_steps(given.sent["case"], len(given.sent["valid_images"])),
        help="Steps that moved the backbone right after a batch of valid_data.",
    )


@task("two_phases", points=1)
def test_phases_keep_to_their_passes(two_phases, given):
    """Training draws at most the passes of both phases, and returns a History of each."""
    epochs, named = given.sent["case"]["epochs"], mistakes.of_passes(given.sent["case"])
    help_line = "Passes over train_data, counted where the images are drawn."
    expect(round(two_phases["passes"], 2), at_most=sum(epochs) + 0.5, tolerance=0.1, mistakes=named, help=help_line)
    found = [len(losses) for losses in two_phases["losses"]]
    expect(found, equals=epochs, help="Losses in each History: one for each pass of its phase.")
