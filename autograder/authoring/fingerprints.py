"""Several right answers, and mistakes: as their author writes them, and as fingerprints, by which one is known that is not told.

A fingerprint of numbers is their shape, their size and a few random projections of them: enough to recognise what lies within a
tolerance, too little to work back from. A fingerprint of anything else is a hash.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

_MOST_PROJECTIONS, _NUMBERS_FOR_EACH = 8, 4
_ROUNDING = 1e-9
# What errors within a tolerance make of a projection has a deviation of at most the direction's length times the tolerance; four of them
# are all but never reached.
_DEVIATIONS = 4
# What comparing raises where a fact is no number: text, nothing, lists of odd lengths. That is a wrong answer, no broken check.
NO_NUMBERS = (TypeError, ValueError, OverflowError)


class AnyOf(tuple[Any, ...]):
    """Values of which each is as right, or as much this mistake, as any other."""


class EachCase(list[Any]):
    """What a mistake gives in each of several cases, for `giving_all`. `None`: nothing comes of it there, so nothing speaks against it."""


class Mistakes(dict[str, Any]):
    """What known mistakes give, each by the sentence that names it, for `mistakes` of `expect`.

    A value may be a function without arguments, which is called only where a fact is wrong.
    """

    def __or__(self, other: Mapping[str, Any]) -> "Mistakes":  # type: ignore[override]
        return Mistakes({**self, **other})


@dataclass(frozen=True)
class Sign:
    """Whether a mistake shows in other facts than the one that is compared; a function is called for it, and only if the fact is wrong."""

    holds: Any


@dataclass(frozen=True)
class Fingerprint:
    """What is recorded of a mistake's value.

    Attributes:
        digest: hash of the value as `same` compares it.
        shape: of its numbers; `None` where it has none.
        size: largest absolute value, which a relative tolerance needs.
        projections: of its numbers, onto random directions.
    """

    digest: str
    shape: tuple[int, ...] | None = None
    size: float = 0.0
    projections: tuple[float, ...] = ()

    def equals(self, received: Any) -> bool:
        """Return whether `received` is the value; what is not equal to itself, such as NaN, is none."""
        return digest_of(received) == self.digest and same(received, received)

    def is_close(self, received: Any, tolerance: float) -> bool:
        """Return whether `received` lies within a tolerance of the value, but for a chance of one in 10,000 either way."""
        numbers = _numbers_in(received)
        if numbers is None or self.shape is None or numbers.shape != self.shape:
            return False
        # Nor do the largest numbers differ by more. Of a few numbers a projection alone may not notice that all are too large.
        if not abs(size_of(numbers) - self.size) <= tolerance + _ROUNDING * self.size:
            return False
        directions, recorded = _directions(numbers.shape), np.array(self.projections)
        gaps = np.abs(_projected(directions, numbers) - recorded)
        # The first bound is never exceeded; of many numbers the second is nearer.
        farthest, length = np.abs(directions).sum(axis=1), np.linalg.norm(directions, axis=1)
        allowed = tolerance * np.minimum(farthest, _DEVIATIONS * length) + _ROUNDING * np.abs(recorded)
        return bool(np.all(gaps <= allowed))


def any_of(*values: Any) -> AnyOf:
    """Return values of which each is right, for `equals` and `close_to` of `expect`, or of which each shows the same mistake."""
    return AnyOf(values)


def asked(value: Any) -> Any:
    """Return a value, or what a function without arguments gives."""
    return value() if callable(value) else value


def same(received: Any, expected: Any) -> bool:
    """Return whether two pieces of plain data are equal; a bool is not a number here, a tuple is a list."""
    if isinstance(expected, AnyOf):
        return any(same(received, asked(one)) for one in expected)
    if isinstance(expected, Fingerprint):
        return expected.equals(received)
    received, expected = (one.item() if isinstance(one, np.generic) else one for one in (received, expected))
    if isinstance(expected, np.ndarray) or isinstance(received, np.ndarray):
        return isinstance(received, np.ndarray) and np.array_equal(received, np.asarray(expected))
    if isinstance(expected, (list, tuple)):
        return (
            isinstance(received, (list, tuple))
            and len(received) == len(expected)
            and all(same(left, right) for left, right in zip(received, expected, strict=True))
        )
    if isinstance(expected, dict):
        return (
            isinstance(received, dict)
            and set(received) == set(expected)
            and all(same(received[key], value) for key, value in expected.items())
        )
    return isinstance(received, bool) == isinstance(expected, bool) and bool(received == expected)


def is_close(received: Any, wanted: Any, tolerance: float) -> bool:
    """Return whether numbers have one shape and differ by no more than `tolerance`."""
    if isinstance(wanted, AnyOf):
        return any(is_close(received, asked(one), tolerance) for one in wanted)
    if isinstance(wanted, Fingerprint):
        return wanted.is_close(received, tolerance)
    try:
        # A NaN gap must fail, so ask for "within", never for "beyond".
        return largest_difference(received, wanted) <= tolerance
    except NO_NUMBERS:
        return False


def size_of(numbers: Any) -> float:
    """Return the largest absolute value of some numbers; of several alternatives the largest of all, and 0 of what is no number."""
    if isinstance(numbers, Fingerprint):
        return numbers.size
    if isinstance(numbers, AnyOf):
        return max((size_of(asked(one)) for one in numbers), default=0.0)
    found = _numbers_in(numbers)
    return 0.0 if found is None else float(np.max(np.abs(found), initial=0.0))


def fingerprint(value: Any) -> Fingerprint:
    """Return what is recorded of a value."""
    numbers = _numbers_in(value)
    if numbers is None:
        return Fingerprint(digest_of(value))
    projections = tuple(float(number) for number in _projected(_directions(numbers.shape), numbers))
    return Fingerprint(digest_of(value), numbers.shape, size_of(numbers), projections)


def digest_of(value: Any) -> str:
    """Return a hash that is equal where `same` finds two values equal."""
    try:
        text = json.dumps(_comparable(value), sort_keys=True)
    except NO_NUMBERS:
        text = repr(value)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _comparable(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [_comparable(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _comparable(item) for key, item in value.items()}
    if isinstance(value, np.generic):
        value = value.item()
    # To `same`, 5.0 is 5.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _numbers_in(value: Any) -> np.ndarray | None:
    try:
        # `None` becomes NaN, but is no number.
        return None if value is None else as_numbers(value)
    except NO_NUMBERS:
        return None


def _directions(shape: tuple[int, ...]) -> np.ndarray:
    size = math.prod(shape)
    count = max(1, min(_MOST_PROJECTIONS, size // _NUMBERS_FOR_EACH))
    return np.random.default_rng(shape).normal(size=(count, size))


def _projected(directions: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    # No NaN of 0 times infinity, only one that the values bring: it is close to nothing.
    with np.errstate(invalid="ignore", over="ignore"):
        return directions @ numbers.ravel()


def largest_difference(received: Any, expected: Any) -> float:
    """Return the largest absolute difference of two arrays; infinite where shapes differ, NaN where a value is NaN."""
    left, right = as_numbers(received), as_numbers(expected)
    if left.shape != right.shape:
        return float("inf")
    return float(np.max(np.abs(left - right), initial=0.0))


def as_numbers(value: Any) -> np.ndarray:
    """Return numbers as a float64 array.

    Raises:
        TypeError, ValueError, OverflowError: it is something else; a text is no number, whatever it says.
    """
    found = np.asarray(value)
    if found.dtype.kind in "USm":
        raise TypeError(f"Numbers are wanted. Received {found.dtype}.")
    return found.astype(np.float64)
