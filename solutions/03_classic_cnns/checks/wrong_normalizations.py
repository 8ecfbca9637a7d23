"""What local response normalisation gives by known mistakes, each by its sentence."""

from functools import partial
from itertools import combinations

import numpy as np

from .in_numpy import response_normalization

# The layer's arguments and the paper's constants.
PUBLISHED = {"size": 5, "k": 2.0, "alpha": 1e-4, "beta": 0.75}


def normalization_mistakes(x, size, k, alpha, beta):
    """Return what common mistakes make of responses, each by its sentence."""

    def normalized(**changed):
        return response_normalization(x, **({"size": size, "k": k, "alpha": alpha, "beta": beta} | changed))

    def divided(sums):
        return x / (k + alpha * sums) ** beta

    squares, shifts = x**2, range(-(size // 2), size // 2 + 1)
    return {
        "This divides alpha by n, as Caffe and PyTorch do. The paper's alpha is the factor of the sum.": normalized(
            alpha=alpha / size
        ),
        "This takes the mean of the squares that are in the window. The paper takes their sum.": divided(
            _window_sums(squares, size, -1) / _window_sums(np.ones_like(squares), size, -1)
        ),
        "This window is n channels wide on each side. `size` counts the whole window; TensorFlow asks for its radius, n // 2.": normalized(
            size=2 * size + 1
        ),
        "This has TensorFlow's default of 1 where k belongs: TensorFlow calls it `bias`.": normalized(k=1.0),
        "This is the formula without the exponent beta.": normalized(beta=1.0),
        "This uses the paper's numbers whatever it is told. The layer's arguments decide.": response_normalization(x),
        "This normalises over neighbouring places. The sum runs over channels, at one place.": divided(
            _window_sums(squares, size, 2)
        ),
        "This window wraps round: the first channel's sum takes in the last channels.": divided(
            sum(np.roll(squares, shift, axis=-1) for shift in shifts)
        ),
    }


def _window_sums(values, size, axis):
    turned = np.moveaxis(values, axis, -1)
    places = range(turned.shape[-1])
    sums = [turned[..., max(0, place - size // 2) : place + size // 2 + 1].sum(-1) for place in places]
    return np.moveaxis(np.stack(sums, -1), -1, axis)


def others_defaults(x):
    """Return what a layer with the defaults of others makes of responses, each by its sentence."""
    tensorflows = partial(response_normalization, x, k=1.0, alpha=1.0, beta=0.5)
    return {
        "These are TensorFlow's defaults for k, alpha and beta: 1, 1 and 0.5.": tensorflows(size=5),
        "These are TensorFlow's defaults: a radius of 5, and 1, 1 and 0.5 for k, alpha and beta.": tensorflows(size=11),
        "These are PyTorch's defaults: k is 1, and alpha is divided by n.": response_normalization(
            x, k=1.0, alpha=1e-4 / 5
        ),
    }


def forgotten_arguments(x, options):
    """Return what a layer computes that has forgotten some of its arguments, each by the sentence that says which."""
    outputs = {}
    for count in range(1, len(options) + 1):
        for lost in combinations(options, count):
            kept = {name: value for name, value in options.items() if name not in lost}
            outputs[f"The loaded layer has its defaults again for {', '.join(lost)}."] = response_normalization(
                x, **kept
            )
    return outputs
