"""Visible checks of the comparison: what the runs have seen, and what came of it, on flowers whose labels the judge keeps."""

import numpy as np

from autograder import Inputs, expect, task
from autograder.authoring import inputs
from source_data import FLOWER_NAMES, draw_flowers, flower_arrays

from . import signs
from .cases import sunlit

# The reference reaches 0.98; this only tells a training that works from one that does not.
LEAST_FIT = 0.7


@inputs("compared_runs")
def flowers(rng, profile):
    """Draw the held-back flowers anew for each run; the judge keeps their labels."""
    settings = profile.settings
    sent = {"classes": len(FLOWER_NAMES), "seed": int(rng.integers(2**31))}
    sent |= {name: settings[name] for name in ("filters", "batch", "epochs")}
    # In the garden of the training photos, some kinds have the sun on their left and the others on their right; elsewhere it is the other way round.
    sunny_left = np.array(settings["sun_on_the_left"])
    for split, same_garden in (("train", True), ("valid", False)):
        images, labels = flower_arrays(split, settings["source"], settings["size"])
        images, labels = images[: settings[split]], labels[: settings[split]]
        images = sunlit(images, np.isin(labels, sunny_left) == same_garden)
        sent |= {f"{split}_images": images, f"{split}_labels": labels}
    images, labels = held_back_flowers(rng, settings)
    sent["held_back_images"] = sunlit(images, ~np.isin(labels, sunny_left))
    sent["masks"] = rng.normal(size=(8, *sent["train_images"].shape[1:])).astype(np.float32) / settings["size"]
    return Inputs(sent=sent, withheld={"labels": labels})


def held_back_flowers(rng, settings):
    if settings["source"] == "embedded_flowers":
        return draw_flowers(settings["held_back"], int(rng.integers(2**63)), settings["size"])
    return flower_arrays("test", settings["source"], settings["size"])


def meter_of(run):
    expect(
        len(run["meters"]),
        equals=1,
        help="So many of the networks that build_network made were found in a returned one.",
    )
    return run["meters"][0]


@task("comparison", points=1)
def test_runs_differ_in_augmentation_only(compared_runs, given):
    """Both runs start from the same weights and see every training photo once in each epoch; plain sees it as it is, augmented does not."""
    plain, augmented = (meter_of(compared_runs[run]) for run in ("plain", "augmented"))
    photos = given.sent["epochs"] * len(given.sent["train_images"])
    meters = {"plain": plain, "augmented": augmented}
    for name, meter in meters.items():
        expect(
            meter["seen"],
            equals=float(photos),
            mistakes=signs.of_photos_seen(name, meters, given),
            help=f"The photos on which the {name} network was trained: epochs times photos.",
        )
    expect(
        augmented["start"],
        close_to=plain["start"],
        tolerance=1e-5 * plain["start"],
        help="The sum of all kernels' sizes before the first step. Set the seed before each build_network().",
    )
    shares = [meter["looks"] / unchanged_looks(given) for meter in (plain, augmented)]
    changes = [np.max(np.abs(share - 1)) for share in shares]
    expect(
        changes[0],
        at_most=0.005,
        mistakes=signs.of_scaled(shares[0]),
        help="How much the photos of the plain run differ from the photos as they are, in 0..255.",
    )
    expect(
        changes[1],
        at_least=0.01,
        mistakes={"The augmented network saw photos that nothing had changed.": 0},
        help="How much the photos of the augmented run differ from the photos as they are.",
    )


def unchanged_looks(given):
    """Return what the meter shows after all epochs with photos that nothing has changed."""
    # No recorded answer: that would tie a student's trainings to the seed for which it was recorded.
    photos, masks = given.sent["train_images"], given.sent["masks"]
    looks = (photos.reshape(len(photos), -1) / 255) @ masks.reshape(len(masks), -1).T
    return given.sent["epochs"] * np.square(looks).sum(axis=0)


@task("comparison", points=1)
def test_histories_are_those_of_the_networks(compared_runs, given):
    """Each history has accuracy and validation accuracy of each epoch, and they are those of its network."""
    for name in ("plain", "augmented"):
        reported = compared_runs[name]["reported"]
        for key in ("accuracy", "val_accuracy"):
            expect(
                len(reported.get(key, [])),
                equals=given.sent["epochs"],
                help=f"The number of values of '{key}' in the {name} history, one for each epoch.",
            )
        gaps = np.abs(np.array(reported["val_accuracy"]) - compared_runs[name]["valid_accuracy"])
        expect(
            gaps.min(),
            at_most=0.01,
            mistakes=signs.of_history(reported["val_accuracy"], len(given.sent["valid_images"])),
            help=f"How far the {name} network's accuracy on the valid photos is from the nearest value in its history.",
        )


def accuracy(run, given):
    probabilities, labels = run["probabilities"], given.withheld["labels"]
    expect(
        probabilities.shape,
        equals=(len(labels), len(FLOWER_NAMES)),
        help="One row of probabilities for each held-back flower.",
    )
    return float(np.mean(np.argmax(probabilities, axis=1) == labels))


@task("comparison", points=1)
def test_plain_network_learns_its_photos(compared_runs):
    """The plain network has learnt its own training photos, at least 70 % of them: it was given a fair chance."""
    expect(
        compared_runs["plain"]["train_accuracy"],
        at_least=LEAST_FIT,
        mistakes=signs.of_fit(compared_runs["plain"]),
        help="Its accuracy on the photos it was trained on. Loss and learning rate decide.",
    )


@task("comparison", points=3)
def test_augmentation_pays(compared_runs, given, threshold):
    """On flowers from the other garden, the augmented run is better than the plain one by the calibrated margin."""
    plain, augmented = (accuracy(compared_runs[run], given) for run in ("plain", "augmented"))
    expect(
        augmented - plain,
        at_least=threshold["gain"],
        help="The gain in accuracy on held-back flowers. Is the augmented run augmented anew in each epoch, and tested without augmentation?",
    )
