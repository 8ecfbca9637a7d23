"""By which facts of a run a mistake shows, for `expect(mistakes=...)`: each by the sentence that names it."""

from functools import partial

import numpy as np

from autograder import giving_all, signs


def of_each(facts, named):
    """Return a sign of each mistake that gives several facts at once, the first of which is told.

    Args:
        facts: pairs of a fact and how far apart its numbers may be; equal if that is `None`.
        named: for each fact what mistakes give.
    """

    def shows(sentence):
        pairs = zip(facts, named, strict=True)
        return all(giving_all([fact], [(sentence, [given[sentence]])], apart) for (fact, apart), given in pairs)

    return signs({sentence: partial(shows, sentence) for sentence in named[0]})


# The classifier


def of_number(head, classes):
    """Return the sign of one dense layer, with its bias, that has another number of outputs than there are classes."""
    numbers = {shape[-1] for shape in head} if sorted(map(len, head)) == [1, 2] else set()
    others = numbers - {classes} if len(numbers) == 1 else set()
    return signs({f"The head answers for {number} classes, whatever `num_classes` is.": True for number in others})


def of_no_dropout(answers, tolerance):
    """Return the sign by which copies of one image get different answers in training with dropout=0."""
    named = "Copies of one image get different answers although `dropout` is 0: something else sets the rate."
    return signs({named: lambda: np.max(np.ptp(answers, axis=0)) > tolerance})


# Freezing and unfreezing


def of_head_step(movements):
    named = "The head stood still as well: it was frozen along with the backbone."
    return signs({named: max(movements, default=0.0) == 0})


def of_averages(moved):
    named = "Their gamma and beta stood still, their averages did not: a layer in training mode moves them."
    return signs({named: all("/moving_" in name for name in moved)})


def of_forgotten(layers):
    return signs({"One batch normalisation was forgotten: the others stood still.": len(layers) == 1})


def of_first_rate(step, rate):
    named = "The backbone moved at the first learning rate, which is the head's."
    return signs({named: abs(step - rate) <= rate / 2})


# The comparison

OF_RUNS_BEFORE = signs({"With the same seed, and other runs before it, it came out different.": True})
OF_ONE_SEED = signs({"Two seeds gave the same head: runs do not start from their own seed.": True})


def of_budget(seen, epochs, images, darkest):
    """Return signs in what passes a backbone: `images` are those of training, none of them darker than `darkest`."""
    trained = np.sum(seen["learnt_from"] > darkest) / images
    return signs(
        {
            "It was trained for more passes than `epochs`, which is the same for all.": trained > epochs,
            "Images came in a small range, such as 0..1.": np.sum(np.abs(seen["all"]) < 1.5) >= images,
        }
    )


def of_dark(dark, brightness):
    """Return signs by which images that are no training images are learnt from; `brightness` tells splits apart."""
    shown = {"They came in a small range, such as 0..1.": np.all(np.abs(dark) < 1.5)}
    for split in ("test", "valid"):
        darkest, brightest = brightness[split]
        shown[f"They are {split} images."] = np.all((dark > darkest - 3) & (dark < brightest + 3))
    return signs(shown)


def of_accuracy(reported, right, images):
    """Return the sign of an accuracy that is not that of a model that gets so many images right."""
    named = f"The model gets {right} of {images} images right: the number in the table was measured on something else, or not at all."
    return signs({named: 0 <= reported <= 1})
