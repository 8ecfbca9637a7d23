"""What known mistakes in training and comparing give, for `expect(mistakes=...)`: each by the sentence that names it."""

import numpy as np

from autograder import signs

from .backbone_in_numpy import channels, described_weights, learning_weights, number_of_parameters
from .mistakes import together

# Two phases


def of_first_phase(facts, case):
    """Return mistakes by which the backbone moves before the head has learned."""
    at_once = facts["head_moved_first"] == 0
    return signs(
        {
            "Head and upper layers learned together from the first step: there was no phase of the head alone.": (
                at_once and facts["moved"] == learning_weights(case, case["num_layers"])
            ),
            "What an earlier call had unfrozen learned from the first step: nothing froze it.": (
                at_once and facts["moved"] == learning_weights(case, case["unfrozen_before"])
            ),
        }
    )


def of_both_phases(case):
    """Return what the whole training moves by mistake."""
    return {
        "The backbone stood still to the end: was it unfrozen, and the model compiled after that?": [],
        "All of its kernels learned, not those of the upper layers alone.": learning_weights(
            case, case["unfrozen_before"]
        ),
    }


def of_valid_steps(case, valid_images):
    batches = -(-valid_images // case["batch"])
    return {"The images of valid_data were trained on like the others.": case["epochs"][1] * batches}


def of_passes(case):
    first, second = case["epochs"]
    return {"The second phase ran for the passes of both.": 2 * first + second}


# The comparison


def of_row(case, strategy):
    """Return mistakes in the number of trainable parameters."""
    head = (channels(case) + 1) * case["classes"]
    everything = [name for name, _ in described_weights(case)]
    named = {"All weights were counted, frozen ones, too.": head + number_of_parameters(case, everything)}
    return (
        named
        if strategy == "frozen"
        else {"Those are the head's alone, as before anything was unfrozen.": head} | named
    )


def of_start(strategy):
    """Return mistakes in the weights that a run starts from."""
    if strategy == "scratch":
        return {'The network "from scratch" started from ImageNet\'s weights.': ["imagenet"]}
    return {"It started from random weights.": ["None"]}


def of_budget(seen, epochs, images, darkest):
    """Return mistakes in what passes a backbone: `images` are those of training, none of them darker than `darkest`."""
    trained = np.sum(seen["learnt_from"] > darkest) / images
    return signs(
        {
            "It was trained for more passes than `epochs`, which is the same for all.": trained > epochs,
            "Images came in a small range, such as 0..1.": np.sum(np.abs(seen["all"]) < 1.5) >= images,
        }
    )


def of_dark(dark, brightness):
    """Return mistakes by which images that are no training images are learnt from; `brightness` tells splits apart."""
    shown = {"They came in a small range, such as 0..1.": np.all(np.abs(dark) < 1.5)}
    for split in ("test", "valid"):
        darkest, brightest = brightness[split]
        shown[f"They are {split} images."] = np.all((dark > darkest - 3) & (dark < brightest + 3))
    return signs(shown)


def of_accuracy(reported, right, images):
    """Return the mistake in an accuracy of a model that gets so many images right."""
    named = f"The model gets {right} of {images} images right: the number in the table was measured on something else, or not at all."
    return signs({named: 0 <= reported <= 1})


def of_verdicts(tables, kinds):
    """Return what mistakes in comparing give for tables; `kinds` are (standard errors above zero, pairs, ...) of the first of them."""

    def beyond(bound):
        return [errors > bound for errors, *_ in kinds] + [False, False]

    means, groups = zip(*(_without_pairs(rows) for rows in tables), strict=True)
    paired_means = [errors > 0 for errors, *_ in kinds] + [True, False]
    higher = "The higher mean was called better, however small the gain."
    return together(
        [
            (higher, means),
            (higher, paired_means),
            ("A gain of less than three standard errors was called better.", beyond(1)),
            ("A gain of less than three standard errors was called better.", beyond(2)),
            ("A single pair was enough.", [errors > 3 for errors, *_ in kinds] + [True, False]),
            ("Runs were compared as two groups, not seed by seed.", groups),
            (
                "The deviation of single differences was taken for the error of their mean.",
                [bool(errors > 3 * np.sqrt(count)) for errors, count, _ in kinds] + [False, False],
            ),
        ]
    )


def _without_pairs(rows):
    """Return whether the first strategy is better by its mean, and by the error of two groups."""
    first, second = ([row["test_accuracy"] for row in rows if row["strategy"] == name] for name in ("first", "second"))
    if min(len(first), len(second)) < 2:
        return bool(np.mean(first or 0) > np.mean(second or 0)), False
    gain = np.mean(first) - np.mean(second)
    error = np.hypot(*(np.std(group, ddof=1) / np.sqrt(len(group)) for group in (first, second)))
    return bool(gain > 0), bool(gain > 3 * error)
