"""Visible checks of the training: what came of it, on flowers whose labels the judge keeps."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs
from source_data import FLOWER_NAMES, draw_flowers, flower_arrays

from . import signs


@inputs("trained_network")
def flowers(rng, profile):
    """Draw the held-back flowers anew for each run; the judge keeps their labels."""
    settings = profile.settings
    train_images, train_labels = flower_arrays("train", settings["source"], settings["size"])
    valid_images, valid_labels = flower_arrays("valid", settings["source"], settings["size"])
    held_back_images, held_back_labels = held_back_flowers(rng, settings)
    sent = {
        "train_images": train_images,
        "train_labels": train_labels,
        "valid_images": valid_images,
        "valid_labels": valid_labels,
        "held_back_images": held_back_images,
        "classes": len(FLOWER_NAMES),
        "batch": settings["batch"],
        "epochs": settings["epochs"],
        "seed": int(rng.integers(2**31)),
    }
    return Inputs(sent=sent, withheld={"labels": held_back_labels})


def held_back_flowers(rng, settings):
    if settings["source"] == "embedded_flowers":
        return draw_flowers(settings["held_back"], int(rng.integers(2**63)), settings["size"])
    return flower_arrays("test", settings["source"], settings["size"])


@task("train", points=1)
def test_training_moves_every_weight(trained_network):
    """Training changes every trainable weight of the network that it was given."""
    told = "The smallest change over all trainable weights. Train the given model in place, not a copy; use all that it has."
    shown = signs.of_resting_weights(trained_network)
    expect(min(trained_network["moved"], default=0.0), at_least=1e-6, mistakes=shown, help=told)


@task("train", points=1)
def test_training_keeps_to_its_epochs(trained_network, given):
    """Training draws at most `epochs` passes over the training data."""
    passes, epochs = round(trained_network["passes"], 2), given.sent["epochs"]
    told = "Passes over train_data, counted where the images are drawn."
    # A look at a first batch, and what is prefetched for it, is no training.
    expect(passes, at_most=epochs + 0.5, mistakes=signs.of_passes(passes, epochs), help=told)


@task("train", points=4)
def test_small_network_reaches_the_accuracy(trained_network, given, threshold):
    """On flowers that the network has never seen, its accuracy reaches the calibrated threshold."""
    probabilities, labels = trained_network["probabilities"], given.withheld["labels"]
    shape = (len(labels), len(FLOWER_NAMES))
    expect(probabilities.shape, equals=shape, help="One row of probabilities for each held-back flower.")
    accuracy = float(np.mean(np.argmax(probabilities, axis=1) == labels))
    told = "The share of right answers on held-back flowers. Where the budget goes, loss, learning rate and its decay decide."
    shown = signs.of_steps(trained_network["moved"])
    expect(accuracy, at_least=threshold["accuracy"], mistakes=shown, help=told)
