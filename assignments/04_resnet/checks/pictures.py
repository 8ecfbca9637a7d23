"""Pictures of what was found: the networks that were built, and what the trained one confuses."""

import json
from pathlib import Path

import numpy as np

from autograder.authoring import Curves, Network, answers_on_photos, picture
from source_data import FLOWER_NAMES

REFERENCE = json.loads((Path(__file__).parent / "losses.json").read_text())


@picture("build_resnet")
def networks(network_stages, given, answers):
    """The units of the first three networks that were asked for, and what each makes; behind it what is expected, where that differs."""
    drawings = []
    for case, asked, answer in list(zip(given.sent["cases"], network_stages, answers, strict=True))[:3]:
        wanted = [unit + size for unit, size in zip(answer["units"], answer["sizes"], strict=True)]
        wrong = frozenset(place for place, unit in enumerate(asked) if wanted[place : place + 1] != [unit])
        title = f"Blocks {case['blocks']}, images {case['input_shape'][0]} × {case['input_shape'][1]}"
        drawings.append(Network([made(*unit) for unit in asked], wrong, title))
        if asked != wanted:
            drawings.append(Network([made(*unit) for unit in wanted], title=f"{title}: as expected"))
    return drawings


def made(filters, strides, height, width, channels):
    """Return height, width and channels of what a unit makes."""
    return -(-height // strides), -(-width // strides), filters


@picture("train")
def losses(trained_network, given):
    """The loss of each pass over the training photos, as the history tells it, over the range in which the reference's lies."""
    received, recorded = trained_network["losses"], np.array(REFERENCE["losses"])
    if not received:
        return []
    alike = len(received) == recorded.shape[1] == given.sent["epochs"]
    band = recorded.min(axis=0).tolist(), recorded.max(axis=0).tolist()
    return [Curves({"loss": received}, {"loss": band} if alike else {}, measured="loss")]


@picture("train")
def confused_flowers(trained_network, given):
    """What the network says about flowers that it has never seen."""
    images, labels = given.sent["held_back_images"], given.withheld["labels"]
    return answers_on_photos(images, trained_network["probabilities"], labels, FLOWER_NAMES, "flowers")
