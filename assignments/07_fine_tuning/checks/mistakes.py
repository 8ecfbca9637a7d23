"""What known mistakes give, for `expect(mistakes=...)`: each by the sentence that names it."""

import numpy as np

from autograder import signs

from .backbone_in_numpy import (
    channels,
    described_weights,
    features,
    head_weights,
    learning_weights,
    number_of_parameters,
    pooled,
    scaled,
    softmax,
)
from .classes_in_numpy import probabilities


def together(pairs):
    """Return mistakes from pairs (sentence, list): those that give the same share what is said."""
    sentences = {}
    for sentence, value in pairs:
        sentences.setdefault(tuple(value), {})[sentence] = None
    return {" Or: ".join(named): list(value) for value, named in sentences.items()}


# Classification


def of_answer(answer, case, photos, number, tolerance):
    """Return signs of mistakes in the names and probabilities of one photo's classes."""

    def is_of(classes, values):
        names = [case["class_names"][position] for position in classes]
        return [name for name, _ in answer] == names and all(
            abs(found - values[position]) <= tolerance for (_, found), position in zip(answer, classes, strict=True)
        )

    def likeliest(values):
        return np.argsort(-values)[: case["top"]]

    def gives(values):
        return is_of(likeliest(values[number]), values[number])

    right = probabilities(case, photos)[number]
    return signs(
        {
            "These are the right classes, the likeliest last.": lambda: is_of(likeliest(right)[::-1], right),
            "These are the least likely classes.": lambda: is_of(likeliest(-right), right),
            "Blue came before red.": lambda: gives(probabilities(case, [photo[..., ::-1] for photo in photos])),
            "Photos were brought to a small range, such as 0..1, before the preprocessing.": lambda: gives(
                probabilities(case, [photo / 255 for photo in photos])
            ),
            "The preprocessing was not applied.": lambda: gives(
                probabilities(case | {"offset": 0, "scale": 1}, photos)
            ),
            "The whole photo was squeezed into the square.": lambda: gives(probabilities(case, photos, cut=False)),
        }
    )


# The classifier


def of_head(case, shapes):
    """Return mistakes in the shapes of all weights beside the backbone's."""
    rows, classes, inside = channels(case), case["classes"], [shape for _, shape in described_weights(case)]
    places = np.prod(features(case, np.zeros((1, *case["input_shape"]))).shape[1:3])
    mistakes = {
        "The weights of another backbone are in it: a copy was used.": sorted([[rows, classes], [classes], *inside]),
        "The dense layer has weights for each place of the image: features were flattened.": sorted(
            [[int(places) * rows, classes], [classes]]
        ),
    }
    numbers = [shape[0] for shape in shapes if len(shape) == 1]
    return mistakes | {
        f"The head answers for {number} classes, whatever `num_classes` is.": sorted([[rows, number], [number]])
        for number in numbers
    }


def of_output(case, images, tolerance):
    """Return what mistakes in the forward pass give; none of two that give the same, which happens where one class is certain."""
    kernel, bias = head_weights(case)
    found = features(case, scaled(case, images))
    moving = features(case, scaled(case, images), still=False)

    def with_head(vectors):
        return vectors @ kernel + bias

    logits = with_head(found.mean(axis=(1, 2)))
    mistakes = {
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
        mistakes["The preprocessing was not applied."] = softmax(with_head(plain))
    return {
        named: value
        for named, value in mistakes.items()
        if all(other is value or np.abs(other - value).max() > 2 * tolerance for other in mistakes.values())
    }


def of_trainable(case):
    """Return how many trainable parameters mistakes in freezing give."""
    head = (channels(case) + 1) * case["classes"]
    kernels = [name for name, _ in described_weights(case) if name.endswith("/kernel")]
    scales = [name for name, _ in described_weights(case) if name.endswith(("/gamma", "/beta"))]
    return {
        "Nothing of the backbone is frozen: `training=False` in its call freezes no weight.": head
        + number_of_parameters(case, kernels + scales),
        "Only convolutions are frozen: gamma and beta of the normalisations learn.": head
        + number_of_parameters(case, scales),
        "Only normalisations are frozen: the kernels of the backbone learn.": head
        + number_of_parameters(case, kernels),
        "The head is frozen, too.": 0,
    }


def of_no_dropout(answers, tolerance):
    """Return the mistake by which copies of one image get different answers in training with dropout=0."""
    named = "Copies of one image get different answers although `dropout` is 0: something else sets the rate."
    return signs({named: lambda: np.max(np.ptp(answers, axis=0)) > tolerance})


def of_spread(case, images, at_inference):
    """Return how far mistakes in dropout spread the answers of one image, relative to what is right."""
    kernel, bias = head_weights(case)
    # Other answers than those of one softmax spread in their own way.
    right = softmax(pooled(case, images[:1]) @ kernel + bias)[0]
    if np.shape(at_inference[0]) != right.shape or not np.allclose(at_inference[0], right, atol=1e-2):
        return {}
    parts = features(case, scaled(case, images[:1]))[0] * (kernel[:, 1] - kernel[:, 0])
    averaged = np.sqrt(np.sum(parts**2)) / np.sqrt(np.sum(np.sum(parts, axis=(0, 1)) ** 2))
    return {
        "Next to nothing was dropped.": 0,
        "The rate was taken for the share that is kept.": 1 / case["dropout"] - 1,
        "Dropout came before the pooling, which averages most of it away.": averaged,
    }


# Freezing and unfreezing


def of_moved(case, calls, step):
    """Return which kernels of the backbone a step moves by mistakes in the last of these calls."""
    everything, number = {name for name, _ in described_weights(case)}, calls[-1] or 0
    whole = "The whole backbone learned, normalisations included, as if it were one layer."
    mistakes = signs({whole: set(step["moved"]) == everything})
    if number == 0:
        mistakes["All layers learned where none was to: `layers[-0:]` is the whole list."] = learning_weights(
            case, len(everything)
        )
    return mistakes | together(
        _miscounted(case, number) + [(STILL, learning_weights(case, max(n or 0 for n in calls)))]
    )


STILL = "What an earlier call let learn still learns."


def _miscounted(case, number):
    """Return pairs of a mistake in counting layers and the kernels that learn by it."""
    names = [layer["name"] for layer in case["layers"]]

    def kernels(layers):
        return [name for name, _ in described_weights(case) if name.partition("/")[0] in layers and "kernel" in name]

    def of_last_but(*kinds):
        counted = [layer["name"] for layer in case["layers"] if layer["kind"] not in kinds]
        return kernels(counted[max(0, len(counted) - number) :])

    some = "Only some kinds of layers were counted, such as those with weights."
    more = "A few layers too many learned: were the head's counted along, or is the first off by one?"
    return [
        ("The first layers learned, those nearest to the image.", kernels(names[:number])),
        (some, of_last_but("activation")),
        (some, of_last_but("normalization")),
        (some, of_last_but("activation", "normalization")),
        *[(more, learning_weights(case, number + extra)) for extra in (1, 2, 3)],
    ]


def of_head_step(movements):
    named = "The head stood still as well: it was frozen along with the backbone."
    return signs({named: max(movements, default=0.0) == 0})


def of_normalisations(case, number, moved):
    """Return mistakes by which a step moves parts of batch normalisations."""
    names = {layer["name"] for layer in case["layers"][max(0, len(case["layers"]) - (number or 0)) :]}
    inside = {name for name in names if name.startswith("normalization")}
    layers = {name.partition("/")[0] for name in moved}
    return signs(
        {
            "Their gamma and beta stood still, their averages did not: a layer in training mode moves them.": (
                all("/moving_" in name for name in moved)
            ),
            "The batch normalisations among the unfrozen layers learned along.": layers == inside,
            "One batch normalisation was forgotten: the others stood still.": len(layers) == 1,
        }
    )
