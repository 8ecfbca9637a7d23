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
    sent = {"classes": len(FLOWER_NAMES), "seed": int(rng.integers(2**31))}
    sent |= {name: settings[name] for name in ("filters", "units", "batch", "epochs")}
    for split in ("train", "valid"):
        sent[f"{split}_images"], sent[f"{split}_labels"] = flower_arrays(split, settings["source"], settings["size"])
    if settings["source"] == "embedded_flowers":
        images, labels = draw_flowers(settings["held_back"], int(rng.integers(2**63)), settings["size"])
    else:
        images, labels = flower_arrays("test", settings["source"], settings["size"])
    return Inputs(sent=sent | {"held_back_images": images}, withheld={"labels": labels})


@task("train", points=1)
def test_training_moves_the_given_network(trained_network):
    """Training changes every weight of the model it was given."""
    moved = trained_network["moved"]
    help_line = "The smallest change over all weights. Train the given model itself, not a copy, and freeze nothing."
    expect(min(moved, default=0.0), at_least=1e-6, mistakes=signs.of_no_training(moved), help=help_line)


@task("train", points=1)
def test_training_stays_within_its_budget(trained_network, given):
    """Training draws at most `epochs` passes over the training data."""
    passes, epochs = round(trained_network["passes"], 2), given.sent["epochs"]
    help_line = f"Passes over train_data, counted where the images are drawn: {passes - epochs:.0f} more than `epochs`."
    # A look at a first batch, and what is prefetched for it, is no training.
    expect(passes, at_most=epochs + 0.5, help=help_line)


@task("train", points=3)
def test_trained_network_reaches_the_accuracy(trained_network, given, threshold):
    """On flowers that the network has never seen, its accuracy reaches the calibrated threshold."""
    probabilities, labels = trained_network["probabilities"], given.withheld["labels"]
    shape = (len(labels), len(FLOWER_NAMES))
    expect(probabilities.shape, equals=shape, help="One row of probabilities for each held-back flower.")
    accuracy = float(np.mean(np.argmax(probabilities, axis=1) == labels))
    help_line = "The share of right answers on held-back flowers. Loss, learning rate and its fall decide."
    expect(accuracy, at_least=threshold["accuracy"], mistakes=signs.of_blindness(probabilities), help=help_line)
