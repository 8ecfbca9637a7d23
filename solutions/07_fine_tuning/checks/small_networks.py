"""The small networks of the checks of classification, computed by hand in NumPy."""

import numpy as np

from autograder import any_of, draw_weights

from .cases import TOLERANCE_OF_PROBABILITIES
from .in_numpy import softmax


def probabilities(case, photos, cut=True):
    """Return what the network answers: quarters of the central square, or of the whole photo, preprocessed, dense layer, softmax."""
    quarters = np.stack([_quarters(_square(photo) if cut else photo) for photo in photos])
    classes = len(case["class_names"])
    kernel, _ = draw_weights(case["seed"], [("kernel", [12, classes]), ("bias", [classes])])
    return softmax((quarters - case["offset"]) / case["scale"] @ kernel)


def likeliest(case, values):
    """Return the names of the classes with the largest values, in any order that resizing leaves open, and these values."""
    found = orders(values, case["top"], 2 * TOLERANCE_OF_PROBABILITIES)
    names = [[case["class_names"][position] for position in order] for order in found]
    return {"names": any_of(*names), "probabilities": np.sort(values)[::-1][: case["top"]]}


def orders(values, top, margin):
    """Return every choice of `top` positions in falling order of values that differ from these by less than half a margin.

    The first is the order of these values themselves.
    """
    found = []

    def go_on(chosen, left):
        if len(chosen) == top:
            found.append(chosen)
            return
        for position in left:
            if values[position] >= values[left[0]] - margin:
                go_on([*chosen, position], [other for other in left if other != position])

    go_on([], [int(position) for position in np.argsort(-values)])
    return found


def _square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    row, column = (height - side) // 2, (width - side) // 2
    return photo[row : row + side, column : column + side]


def _quarters(photo):
    height, width = photo.shape[:2]
    return photo.astype(np.float64).reshape(2, height // 2, 2, width // 2, 3).mean(axis=(1, 3)).ravel()
