"""What wrong facts show by themselves of the mistake behind them; a sentence ends with a space, because help follows it."""

import math

import numpy as np

from autograder.authoring.wording import largest_difference

from .budget import MULTIPLICATIONS, PARAMETERS

# Parts of the names that TensorFlow gives to operations whose work cannot be counted.
HIDING = {"While": "a loop", "If": "a condition", "Case": "a condition", "PyFunc": "Python code"}


def of_neighbours(fact, tolerance):
    """Tell that an image's output is another one alone than in a batch."""
    if "alone" not in fact or largest_difference(fact["alone"], fact["output"][:1]) <= tolerance:
        return ""
    return "At inference an image's output depends on the images beside it, as where a normalisation still uses the batch. "


def of_resting_averages(moving, steps):
    """Tell why averages may rest."""
    if moving >= len(steps):
        return ""
    return (
        "Averages rested: with a momentum of 1 all of the old average is kept, "
        "and with training=False, or frozen, a normalisation never looks at the batch. "
    )


def of_biases(wanted, biases, described):
    """Return how many parameters there are with the biases that were found; the sentence says which those are."""
    found = sum(math.prod(item["shape"]) for item in described if item["name"] == "bias")
    if found > biases:
        sentence = "So many more are the biases of its convolutions, which Keras gives them unless told otherwise."
    else:
        sentence = (
            "So many fewer are the biases of its gate. No normalisation follows its dense layers: each has a bias."
        )
    return {sentence: wanted + found - biases}


def of_no_probabilities(outputs):
    """Tell what outputs are that are no probabilities."""
    if not np.all(np.isfinite(outputs)):
        return ""
    if float(outputs.min()) < 0:
        return "Some outputs are below 0, as from a dense layer that nothing follows: they are scores. "
    if float(outputs.max()) <= 1:
        return "Each output is in 0..1 by itself, as with a sigmoid. "
    return "Some outputs are above 1: they are scores. "


def of_many_parameters(costs):
    """Tell that parameters sit in late layers; how many pixels one works on says how large images are where it sits."""
    pixels = costs["multiply_adds"] / max(1, costs["parameters"])
    if pixels >= MULTIPLICATIONS / PARAMETERS or costs["uncountable"]:
        return ""
    return (
        f"A parameter works on {pixels:.0f} pixels on average (the budget has {MULTIPLICATIONS // PARAMETERS} for each): "
        "most sit in late layers, where images are small and channels many. "
    )


def of_many_multiplications(costs):
    """Tell that it is not the parameters that are too many, but the pixels that each works on."""
    pixels = costs["multiply_adds"] / max(1, costs["parameters"])
    if pixels <= MULTIPLICATIONS / PARAMETERS:
        return ""
    return (
        f"A parameter works on {pixels:.0f} pixels on average (the budget has {MULTIPLICATIONS // PARAMETERS} for each): "
        "images stay large for too many layers. "
    )


def of_hidden_work(kinds):
    """Tell what hides work from whoever counts it."""
    hiding = sorted({words for part, words in HIDING.items() for kind in kinds if part in kind})
    return f"Some of the network's work is hidden in {' and '.join(hiding)}. " if hiding else ""


def of_resting_weights(facts):
    """Tell which weights rested, and whether anything was trained at all."""
    moved = facts["moved"]
    resting = sum(step < 1e-6 for step in moved)
    if resting == 0:
        return ""
    if resting < len(moved):
        return f"{resting} of {len(moved)} arrays of weights did not move: frozen, or no part of what was trained. "
    if facts["passes"] == 0:
        return "No image of the training data was read, and no weight moved: nothing was trained. "
    return "Training data was read, but no weight of the given network moved, as where a copy is trained. "


def of_passes(passes, epochs):
    """Tell how a pass too many may come about."""
    return (
        f"The training data was read {passes:g} times where `epochs` is {epochs}: "
        "`epochs` was not asked, or data was read once more for something else. "
    )


def of_steps(moved):
    """Tell from how far weights moved whether steps were too small or too large."""
    farthest, typical = np.max(moved, initial=0), np.median(moved) if moved else 0
    if not np.isfinite(farthest):
        return "Weights are infinite or no numbers any more: steps are far too large. "
    if farthest < 0.01:
        return f"The weight that moved farthest in the whole training moved by {farthest:.2g}: steps are far too small, or too few. "
    if typical > 10:
        return f"In half of the arrays of weights some weight moved by {math.floor(typical)} or more: steps are far too large. "
    return ""
