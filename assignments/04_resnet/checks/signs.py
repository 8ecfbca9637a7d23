"""Signs of mistakes in what a student's code left behind: outputs, gradients, weights that stayed, passes that were drawn, losses.

They need nothing but facts. The first that fits is told.
"""

from typing import Any

import numpy as np

from autograder import Mistakes, signs

Facts = dict[str, Any]
LEAST_MOVED = 1e-6


def one_number(output: Any) -> Mistakes:
    """Return the mistake that shows in an output without axes."""
    return signs({"This is one number, not images.": getattr(output, "ndim", None) == 0})


def mixed_places(images: np.ndarray, output: Any) -> Mistakes:
    """Return the mistake that shows in an output which depends on more than the input at the same place."""
    sentence = (
        "More than x at the same place still counts, as where a convolution has no normalisation behind it, "
        "or where layers are made anew in `call` and belong to no unit."
    )
    return signs({sentence: lambda: _mixes(images, output)})


def _mixes(images: np.ndarray, output: Any) -> bool:
    """Return whether the output is no function of the input at the same place: then it leaps where inputs are sorted."""
    if not _are_numbers(output) or output.shape != images.shape:
        return False
    for channel in range(images.shape[-1]):
        in_order = output[..., channel].ravel()[np.argsort(images[..., channel], axis=None)]
        if np.abs(np.diff(in_order)).sum() > 10 * np.ptp(in_order):
            return True
    return False


def _are_numbers(fact: Any) -> bool:
    return isinstance(fact, np.ndarray) and fact.dtype.kind == "f" and fact.size > 0


def silent_weights(weights: list[Facts]) -> Mistakes:
    """Return the mistake that shows in gradients that reach no weight."""
    sentence = "No weight at all gets a gradient: on the way to the output it is cut off, as by stop_gradient or a way through NumPy."
    return signs({sentence: not any(item["largest"] > 0 for item in weights)})


def silent_normalizations(moved: list[float]) -> Mistakes:
    """Return the mistake that shows in how many of the averages stayed."""
    stayed = sum(movement < LEAST_MOVED for movement in moved)
    if stayed == len(moved):
        sentence = "No normalisation noticed training=True, as where `training` is not handed on."
    else:
        sentence = f"{stayed} of {len(moved)} normalisations did not notice training=True, the others did."
    return signs({sentence: True})


def lost_arguments(fact: Facts) -> Mistakes:
    """Return the mistakes about arguments that show in what a loaded layer gives."""
    before, after = fact["before"], fact["after"]
    if not (_are_numbers(before) and _are_numbers(after)):
        return signs({})
    known = {
        "The loaded unit makes larger images: its strides are 1 again.": before.shape[1:-1] < after.shape[1:-1],
        "The loaded unit gives numbers above 1 and none below 0, as ReLU does and tanh does not: its activation is lost.": (
            before.min() < 0 <= after.min() and before.max() <= 1 < after.max()
        ),
    }
    return signs(known)


def accepted(errors: list[str]) -> Mistakes:
    """Return the mistake that shows in which of two contradictions, of lengths and in the stem, raised an error."""
    return signs(
        {
            "Stages that do not match in length were accepted without a word.": errors == ["none", "ValueError"],
            "An unknown stem was accepted without a word.": errors == ["ValueError", "none"],
            "Both were accepted without a word.": errors == ["none", "none"],
        }
    )


def movement_mistakes(facts: Facts) -> Mistakes:
    """Return the mistakes that show in which weights stayed."""
    moved, passes = facts["moved"], facts["passes"]
    stayed = sum(movement < LEAST_MOVED for movement in moved)
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
    learnt = max(facts["moved"], default=0) >= LEAST_MOVED
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
