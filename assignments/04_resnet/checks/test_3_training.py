"""Visible checks of the training: what came of it, on flowers whose labels the judge keeps."""

import numpy as np

from autograder import Inputs, expect, inputs, task
from source_data import FLOWER_NAMES, draw_flowers, flower_arrays

from .signs import (
    accuracy_mistakes,
    budget_mistakes,
    history_mistakes,
    movement_mistakes,
    share_mistakes,
)


@inputs("trained_network")
def flowers(rng, profile):
    """Draw the held-back photos anew for each run; the judge keeps their labels."""
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
        "blocks": settings["blocks"],
        "filters": settings["filters"],
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
    """Training changes every weight of the model it was given, the averages of batch normalisation included."""
    least = min(trained_network["moved"], default=0.0)
    expect(
        least,
        at_least=1e-6,
        mistakes=movement_mistakes(trained_network),
        help="The smallest change over all weights. Train the given model in place; layers learn averages only when called with training=True.",
    )


@task("train", points=1)
def test_training_keeps_to_its_budget(trained_network, given):
    """Training draws at most `epochs` passes over the training data."""
    passes, epochs = round(trained_network["passes"], 2), given.sent["epochs"]
    expect(
        passes,
        # A look at a first batch, and what is prefetched for it, is no training.
        at_most=epochs + 0.5,
        mistakes=budget_mistakes(epochs, passes),
        help="Passes over train_data, counted where the images are drawn.",
    )


@task("train", points=1)
def test_training_returns_its_history(trained_network):
    """Training returns a History with the loss of each pass, and the loss falls."""
    losses = trained_network["losses"]
    expect(
        len(losses),
        at_least=1,
        mistakes=history_mistakes(trained_network),
        help="The numbers in History.history['loss'], one for each pass. Return what fit returns.",
    )
    mistakes = share_mistakes(trained_network)
    expect(losses[-1], at_most=losses[0], mistakes=mistakes, help="The last pass's loss, compared with the first's.")


@task("train", points=3)
def test_training_reaches_the_accuracy(trained_network, given, threshold):
    """On flowers that the network has never seen, its accuracy reaches the calibrated threshold."""
    probabilities, labels = trained_network["probabilities"], given.withheld["labels"]
    expect(
        probabilities.shape,
        equals=(len(labels), len(FLOWER_NAMES)),
        help="One row of probabilities for each held-back flower.",
    )
    accuracy = float(np.mean(np.argmax(probabilities, axis=1) == labels))
    expect(
        accuracy,
        at_least=threshold["accuracy"],
        mistakes=accuracy_mistakes(trained_network),
        help="The share of right answers on held-back flowers. Loss, learning rate and its decay decide.",
    )
