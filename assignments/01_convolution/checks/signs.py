"""Mistakes that show in the student's own numbers, whatever the right ones are."""

import numpy as np

FRACTIONS = (
    "Fractions come out, although images, kernels and bias are whole numbers, as with weights that are still random."
)
FROZEN = "None of the layer's weights can be trained: they were frozen, or are no weights of the layer."


def any_fractions(facts, given):
    """Return whether there are fractions in maps of nothing but whole numbers."""
    numbers = [array for case in given.sent["cases"] for array in (case["images"], case["kernels"], case["bias"])]
    if not all(number is None or np.array_equal(number, np.round(number)) for number in numbers):
        return False
    return any(not np.allclose(fact["maps"], np.round(fact["maps"]), atol=1e-3, rtol=0) for fact in facts)
