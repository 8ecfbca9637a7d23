"""Pictures of what was found: squares, augmented photos, learning curves, and what both networks confuse."""

import json
from pathlib import Path

import numpy as np

from autograder.authoring import Curves, Photos, confusion, most_confused, picture
from source_data import FLOWER_NAMES

RUNS = ("plain", "augmented")
REFERENCE = json.loads((Path(__file__).parent / "reference_curves.json").read_text())


@picture("preprocess")
def squares(ordinary_photos, given):
    """Photos, and what has become of each."""
    images, captions = [], []
    for photo, fact in zip(given.sent["photos"], ordinary_photos, strict=True):
        images += [photo, fact["image"]]
        captions += [
            f"{photo.shape[1]} × {photo.shape[0]}",
            f"became {' × '.join(map(str, fact['image'].shape[1::-1]))}",
        ]
    return [Photos(images, captions)]


@picture("augmentation")
def augmented_photos(random_augmentation, given):
    """One photo, and what the layer made of copies of it in training."""
    copies = random_augmentation[0][:11]
    return [Photos([given.sent["photo"], *copies], ["the photo", *[f"copy {n}" for n in range(1, len(copies) + 1)]])]


@picture("comparison")
def learning_curves(compared_runs, given):
    """Accuracy after each epoch, over the range in which the reference's lies."""
    alike = given.sent["epochs"] == len(REFERENCE["runs"]["plain"]["accuracy"][0])
    drawings = []
    for measured, title in (("accuracy", "training photos"), ("val_accuracy", "validation photos")):
        lines = {run: compared_runs[run]["reported"].get(measured, []) for run in RUNS}
        ranges = {run: np.array(REFERENCE["runs"][run][measured]) for run in RUNS}
        bands = {run: (values.min(axis=0).tolist(), values.max(axis=0).tolist()) for run, values in ranges.items()}
        drawings.append(Curves(lines, bands if alike else {}, "accuracy", (0.0, 1.0), title))
    return drawings


@picture("comparison")
def confused_flowers(compared_runs, given):
    """What both networks say about flowers from the other garden."""
    images, labels = given.sent["held_back_images"], given.withheld["labels"]
    found = {run: (compared_runs[run]["probabilities"], labels, FLOWER_NAMES) for run in RUNS}
    return [*(confusion(*found[run], run) for run in RUNS), most_confused(images, *found["augmented"])]
