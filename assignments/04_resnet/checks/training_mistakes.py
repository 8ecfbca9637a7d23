"""What known mistakes leave behind in a training: weights that stayed, passes that were drawn, losses. The first that fits is told."""

from typing import Any

import numpy as np

from autograder import signs

Facts = dict[str, Any]
Mistakes = dict[str, Any]
STAYED = 1e-6


def movement_mistakes(facts: Facts) -> Mistakes:
    """Return the mistakes that show in which weights stayed."""
    moved, passes = facts["moved"], facts["passes"]
    stayed = sum(movement < STAYED for movement in moved)
    none_moved = stayed == len(moved)
    # Each convolution has a kernel, gamma, beta and two averages; the dense layer has two weights.
    averages = 2 * (len(moved) - 2) / 5
    return signs(
        {
            "No image was drawn from train_data and no weight moved: nothing was trained.": (
                none_moved and passes == 0
            ),
            "Images were drawn, yet no weight of the given model moved, as where a copy of it is trained.": (
                none_moved
            ),
            "As many weights stayed as there are moving averages, as where the normalisations are not told that this is training.": (
                stayed == averages
            ),
        }
    )


def budget_mistakes(epochs: int, passes: float) -> Mistakes:
    """Return the mistakes that show in the passes over the training data."""
    whole = abs(passes - round(passes)) < 0.1
    return signs(
        {
            "It drew one pass too many, as where something besides the training reads train_data.": (
                whole and round(passes) == epochs + 1
            ),
            "It drew another whole number of passes, as where that is written out and `epochs` is not used.": whole,
        }
    )


def history_mistakes(facts: Facts) -> Mistakes:
    """Return the mistakes that show in a training which tells no losses."""
    learnt = max(facts["moved"], default=0) >= STAYED
    sentence = "The model learnt, yet what came back tells no losses, as where the model is returned."
    return signs({sentence: learnt})


def share_mistakes(facts: Facts) -> Mistakes:
    """Return the mistake that shows in a training which read only part of the data."""
    share = f"At most {facts['passes']:.0%} of train_data was ever drawn, as where only its first batches are used."
    return signs({share: 0 < facts["passes"] < 0.9})


def accuracy_mistakes(facts: Facts) -> Mistakes:
    """Return the mistakes that show in a network which learnt too little."""
    first, last = (facts["losses"][place] if facts["losses"] else np.nan for place in (0, -1))
    moved, answers = np.array(facts["moved"]), np.argmax(facts["probabilities"], axis=1)
    guessing = float(np.log(facts["probabilities"].shape[1]))
    learnt_nothing = last > 0.95 * guessing
    known = {
        "The loss was almost 0 from the first pass on, and every flower gets one answer, as where all labels are the same.": (
            max(first, last) < 0.1 and len(set(answers)) == 1
        ),
        "Most weights moved by less than 0.01 in the whole training, as where the learning rate is far too low.": (
            np.sum(moved < 0.01) > len(moved) / 2
        ),
        "The loss ended no better than that of guessing, and most weights moved by more than 2, "
        "as where the learning rate is far too high.": learnt_nothing and np.sum(moved > 2) > len(moved) / 2,
        "The loss ended no better than that of guessing, as where images do not come with their own labels.": (
            learnt_nothing
        ),
        "The loss fell, but unseen flowers are not recognised, as where images have another range in training, "
        "or where the moving averages lag behind.": last < 0.6 * guessing,
    }
    return movement_mistakes(facts) | share_mistakes(facts) | signs(known)
