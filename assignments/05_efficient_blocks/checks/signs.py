"""What wrong facts show by themselves of the mistake behind them."""

import math

import numpy as np

from autograder import signs
from autograder.authoring import largest_difference

from .budget import MULTIPLICATIONS, PARAMETERS

# Parts of the names that TensorFlow gives to operations whose work cannot be counted.
HIDING = {"While": "a loop", "If": "a condition", "Case": "a condition", "PyFunc": "Python code"}


def of_neighbours(fact, tolerance):
    """Tell that an image's output is another one alone than in a batch."""
    sentence = (
        "At inference an image's output depends on the images beside it, as where a normalisation still uses the batch."
    )

    def depends():
        return "alone" in fact and not largest_difference(fact["alone"], fact["output"][:1]) <= tolerance

    return signs({sentence: depends})


def of_resting_averages(moving, steps):
    """Tell why averages may rest."""
    sentence = (
        "Averages rested: with a momentum of 1 all of the old average is kept, "
        "and with training=False, or frozen, a normalisation never looks at the batch."
    )
    return signs({sentence: moving < len(steps)})


def of_biases(fact, answer):
    """Tell which biases are too many or missing, where without biases there are as many parameters as there should be."""
    biases = sum(math.prod(item["shape"]) for item in fact["weights"] if item["name"] == "bias")
    alike = fact["parameters"] - biases == answer["parameters"] - answer["biases"]
    more = "So many more are the biases of its convolutions, which Keras gives them unless told otherwise."
    fewer = "So many fewer are the biases of its gate. No normalisation follows its dense layers: each has a bias."
    return signs({more: alike and biases > answer["biases"], fewer: alike and biases < answer["biases"]})


def of_no_probabilities(outputs):
    """Tell what outputs are that are no probabilities."""
    finite = bool(np.all(np.isfinite(outputs)))
    below = "Some outputs are below 0, as from a dense layer that nothing follows: they are scores."
    above = "Some outputs are above 1: they are scores."
    within = "Each output is in 0..1 by itself, as with a sigmoid."
    return signs(
        {
            below: lambda: finite and outputs.min() < 0,
            above: lambda: finite and outputs.max() > 1,
            within: finite,
        }
    )


def of_many_parameters(costs):
    """Tell that parameters sit in late layers; how many pixels one works on says how large images are where it sits."""
    pixels = _pixels_of_a_parameter(costs)
    sentence = f"{_in_words(pixels)}: most sit in late layers, where images are small and channels many."
    return signs({sentence: pixels < MULTIPLICATIONS / PARAMETERS and not costs["uncountable"]})


def of_many_multiplications(costs):
    """Tell that it is not the parameters that are too many, but the pixels that each works on."""
    pixels = _pixels_of_a_parameter(costs)
    sentence = f"{_in_words(pixels)}: images stay large for too many layers."
    return signs({sentence: pixels > MULTIPLICATIONS / PARAMETERS})


def _pixels_of_a_parameter(costs):
    return costs["multiply_adds"] / max(1, costs["parameters"])


def _in_words(pixels):
    budget = MULTIPLICATIONS // PARAMETERS
    return f"A parameter works on {pixels:.0f} pixels on average (the budget has {budget} for each)"


def of_hidden_work(kinds):
    """Tell what hides work from whoever counts it."""
    hiding = sorted({words for part, words in HIDING.items() for kind in kinds if part in kind})
    return signs({f"Some of the network's work is hidden in {' and '.join(hiding)}.": bool(hiding)})


def of_resting_weights(facts):
    """Tell which weights rested, and whether anything was trained at all."""
    moved = facts["moved"]
    resting = sum(step < 1e-6 for step in moved)
    some = f"{resting} of {len(moved)} arrays of weights did not move: frozen, or no part of what was trained."
    none = "No image of the training data was read, and no weight moved: nothing was trained."
    copy = "Training data was read, but no weight of the given network moved, as where a copy is trained."
    everything = resting == len(moved) > 0
    return signs(
        {
            some: 0 < resting < len(moved),
            none: everything and facts["passes"] == 0,
            copy: everything,
        }
    )


def of_passes(passes, epochs):
    """Tell how a pass too many may come about."""
    sentence = (
        f"The training data was read {passes:g} times where `epochs` is {epochs}: "
        "`epochs` was not asked, or data was read once more for something else."
    )
    return signs({sentence: True})


def of_steps(moved):
    """Tell from how far weights moved whether steps were too small or too large."""
    farthest, typical = np.max(moved, initial=0), np.median(moved) if moved else 0
    infinite = "Weights are infinite or no numbers any more: steps are far too large."
    small = f"The weight that moved farthest in the whole training moved by {farthest:.2g}: steps are far too small, or too few."
    shown = {infinite: not np.isfinite(farthest), small: farthest < 0.01}
    if typical > 10 and np.isfinite(typical):
        large = f"In half of the arrays of weights some weight moved by {math.floor(typical)} or more: steps are far too large."
        shown[large] = True
    return signs(shown)
