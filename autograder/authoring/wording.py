"""Facts in words: whole shapes, never cut; arrays summed up by shape, range and a few values."""

from typing import Any

import numpy as np

from autograder.authoring.fingerprints import as_numbers

_FEW = 8


def show(value: Any) -> str:
    """Return `value` as a student should read it."""
    if isinstance(value, np.ndarray):
        return _show_array(value)
    if isinstance(value, bool) or value is None or isinstance(value, (str, int)):
        return str(value) if not isinstance(value, str) else f"'{value}'"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, (list, tuple)):
        items = ", ".join(show(item) for item in value)
        return f"({items},)" if len(value) == 1 else f"({items})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {show(item)}" for key, item in value.items()) + "}"
    return repr(value)


def _show_array(array: np.ndarray) -> str:
    if array.size <= _FEW:
        return _listed(array.tolist())
    few = ", ".join(f"{item:.4g}" for item in array.ravel()[:4])
    return f"array {tuple(array.shape)} in {np.min(array):.4g}..{np.max(array):.4g}, beginning {few}"


def _listed(value: Any) -> str:
    """Return nested lists in brackets, fractions with six digits."""
    return f"[{', '.join(map(_listed, value))}]" if isinstance(value, list) else show(value)


def where_they_differ(received: Any, expected: Any) -> str:
    """Return the place of the largest difference in words; empty where shapes differ or there is only one place."""
    left, right = as_numbers(received), as_numbers(expected)
    if left.shape != right.shape or left.size < 2:
        return ""
    gaps = np.abs(left - right)
    place = np.unravel_index(int(np.argmax(np.where(np.isnan(gaps), np.inf, gaps))), gaps.shape)
    return f"; at {[int(index) for index in place]} {left[place]:.4g} instead of {right[place]:.4g}"
