"""What known mistakes give in classifying and in building a classifier: each by the sentence that names it."""

import numpy as np

from autograder import Mistakes, any_of, mistakes

from .cases import COPIES
from .in_numpy import (
    channels,
    described_weights,
    features,
    head_weights,
    number_of_parameters,
    parameters_of_head,
    pooled,
    scaled,
    softmax,
)
from .mistakes_in_comparing import wrong_runs, wrong_verdicts
from .mistakes_in_freezing import wrong_phases, wrong_steps
from .small_networks import likeliest, probabilities

__all__ = ["wrong_phases", "wrong_runs", "wrong_steps", "wrong_verdicts"]
# The answers of a classifier that differ by less are one mistake's as well as the other's.
_ALIKE = 4e-3


@mistakes("classified_drawings")
def wrong_classes(given):
    """Return for each network, for each photo, what mistakes tell: names, and probabilities."""
    cases = zip(given.sent["cases"], given.sent["photos"], strict=True)
    return [[_of_photo(case, photos, number) for number in range(len(photos))] for case, photos in cases]


def _of_photo(case, photos, number):
    def told(other, images, **options):
        return likeliest(case, probabilities(other, images, **options)[number])

    right = probabilities(case, photos)[number]
    first, last = likeliest(case, right), likeliest(case, -right)
    named = {
        "These are the right classes, the likeliest last.": {
            "names": any_of(*(order[::-1] for order in first["names"])),
            "probabilities": first["probabilities"][::-1],
        },
        "These are the least likely classes.": last | {"probabilities": -last["probabilities"]},
        "Blue came before red.": told(case, [photo[..., ::-1] for photo in photos]),
        "Photos were brought to a small range, such as 0..1, before the preprocessing.": told(
            case, [photo / 255 for photo in photos]
        ),
        "The preprocessing was not applied.": told(case | {"offset": 0, "scale": 1}, photos),
        "The whole photo was squeezed into the square.": told(case, photos, cut=False),
    }
    parts = ("names", "probabilities")
    return {part: Mistakes({sentence: found[part] for sentence, found in named.items()}) for part in parts}


@mistakes("classifier_outputs")
def wrong_classifiers(given):
    """Return for each classifier mistakes in the shapes of its head, in its answers, and in what learns."""
    pairs = zip(given.sent["cases"], given.sent["images"], strict=True)
    return [
        {"head": of_head(case), "output": of_output(case, images), "parameters": of_trainable(case)}
        for case, images in pairs
    ]


def of_head(case):
    """Return mistakes in the shapes of all weights beside the backbone's."""
    rows, classes, inside = channels(case), case["classes"], [shape for _, shape in described_weights(case)]
    places = np.prod(features(case, np.zeros((1, *case["input_shape"]))).shape[1:3])
    return Mistakes(
        {
            "The weights of another backbone are in it: a copy was used.": sorted(
                [[rows, classes], [classes], *inside]
            ),
            "The dense layer has weights for each place of the image: features were flattened.": sorted(
                [[int(places) * rows, classes], [classes]]
            ),
        }
    )


def of_output(case, images):
    """Return what mistakes in the forward pass give; none of two that give the same, which happens where one class is certain."""
    kernel, bias = head_weights(case)
    found = features(case, scaled(case, images))
    moving = features(case, scaled(case, images), still=False)

    def with_head(vectors):
        return vectors @ kernel + bias

    logits = with_head(found.mean(axis=(1, 2)))
    named = {
        "The head has no softmax: these are logits.": logits,
        "The head has a sigmoid for each class instead of one softmax for all.": (1 + np.tanh(logits / 2)) / 2,
        "A softmax was applied to the answers of a softmax.": softmax(softmax(logits)),
        "A ReLU stands before the softmax: it makes all negative logits zero.": softmax(np.maximum(logits, 0)),
        "Features were pooled by their maximum.": softmax(with_head(found.max(axis=(1, 2)))),
        "Batch normalisations work with the statistics of each batch, at inference, too.": softmax(
            with_head(moving.mean(axis=(1, 2)))
        ),
        "Images were brought to a small range, such as 0..1, before anything else.": softmax(
            with_head(pooled(case, images / 255))
        ),
    }
    if "scale" in case:
        plain = features(case, images).mean(axis=(1, 2))
        named["The preprocessing was not applied."] = softmax(with_head(plain))
    return Mistakes(
        {
            sentence: value
            for sentence, value in named.items()
            if all(other is value or np.abs(other - value).max() > _ALIKE for other in named.values())
        }
    )


def of_trainable(case):
    """Return how many trainable parameters mistakes in freezing give."""
    head = parameters_of_head(case)
    kernels = [name for name, _ in described_weights(case) if name.endswith("/kernel")]
    scales = [name for name, _ in described_weights(case) if name.endswith(("/gamma", "/beta"))]
    return Mistakes(
        {
            "Nothing of the backbone is frozen: `training=False` in its call freezes no weight.": head
            + number_of_parameters(case, kernels + scales),
            "Only convolutions are frozen: gamma and beta of the normalisations learn.": head
            + number_of_parameters(case, scales),
            "Only normalisations are frozen: the kernels of the backbone learn.": head
            + number_of_parameters(case, kernels),
            "The head is frozen, too.": 0,
        }
    )


@mistakes("classifier_dropout")
def wrong_spreads(given):
    """Return for each classifier how far mistakes in dropout spread the answers of its image, relative to what is right."""
    return [
        _of_spread(case, images[:1]) for case, images in zip(given.sent["cases"], given.sent["images"], strict=True)
    ]


def _of_spread(case, image):
    if case["dropout"] == 0:
        return Mistakes()
    kernel, _ = head_weights(case)
    parts = features(case, scaled(case, image))[0] * (kernel[:, 1] - kernel[:, 0])
    averaged = np.sqrt(np.sum(parts**2)) / np.sqrt(np.sum(np.sum(parts, axis=(0, 1)) ** 2))
    spreads = {
        "Next to nothing was dropped.": 0.0,
        "The rate was taken for the share that is kept.": 1 / case["dropout"] - 1,
        "Dropout came before the pooling, which averages most of it away.": averaged,
    }
    return Mistakes({sentence: np.full(COPIES, spread) for sentence, spread in spreads.items()})
