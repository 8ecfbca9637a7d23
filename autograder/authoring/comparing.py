"""Comparing a fact with what it should be, and naming the mistake that gives what was received instead."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.authoring.fingerprints import (
    NO_NUMBERS,
    AnyOf,
    Mistakes,
    Sign,
    asked,
    is_close,
    largest_difference,
    same,
    size_of,
)
from autograder.authoring.wording import show, where_they_differ

_UNSET: Any = object()
_LONGEST = 4000


class CheckFailed(Exception):
    """Raised by `expect`: what was expected, what was received, and one line of help."""

    def __init__(self, expected: str, received: str, help_line: str, arrays: tuple[Any, Any] | None = None) -> None:
        super().__init__(f"expected {expected}, received {received}")
        self.expected, self.received, self.help_line = _shortened(expected), _shortened(received), help_line
        # Received and expected, where they are numbers of one shape: a picture can show where they differ.
        self.arrays = arrays


def _shortened(text: str) -> str:
    """Cut what no student would read; a shape or a sentence is far shorter."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} … (shortened; {len(text)} characters in all)"


def expect(
    received: Any,
    *,
    equals: Any = _UNSET,
    close_to: Any = _UNSET,
    at_least: Any = _UNSET,
    at_most: Any = _UNSET,
    tolerance: float = 1e-4,
    mistakes: Mapping[str, Any] | None = None,
    help: str,
) -> None:
    """Compare a fact with what it should be.

    Args:
        received: the fact.
        equals: the exact value; tuples and lists are equal where their items are. `any_of` several is equal to each of them.
        close_to: numbers or arrays; shapes must agree and the largest absolute difference be at most `tolerance`. Of `any_of` several
            the nearest is told.
        at_least: the lower bound, inclusive. NaN and infinity are within no bound.
        at_most: the upper bound, inclusive; the same holds.
        tolerance: how far apart numbers may be; of `close_to`, and of `mistakes` except beside `equals`.
        mistakes: what known mistakes give instead, each by the sentence that names it; a function without arguments is called for
            it, and only if the fact is wrong. The first that gives what was received, or whose sign holds, is told before the
            help.
        help: one line that says what to look at, without giving the answer.

    Raises:
        CheckFailed: the fact is not as expected.
        ValueError: nothing to compare with was given.
    """
    wrong: tuple[Any, ...] | None
    if equals is not _UNSET:
        wrong = None if same(received, equals) else (show(_one_of(equals)), show(received))
    elif close_to is not _UNSET:
        wrong = None if is_close(received, close_to, tolerance) else _too_far_apart(received, close_to, tolerance)
    elif at_least is not _UNSET:
        within = _is_within(received, lambda: received >= at_least)
        wrong = None if within else (f"at least {show(at_least)}", show(received))
    elif at_most is not _UNSET:
        within = _is_within(received, lambda: received <= at_most)
        wrong = None if within else (f"at most {show(at_most)}", show(received))
    else:
        raise ValueError("expect() compares with `equals`, `close_to`, `at_least` or `at_most`. Received none of them.")
    if wrong is not None:
        alike = same if equals is not _UNSET else lambda left, right: is_close(left, right, tolerance)
        named = _named(received, mistakes or {}, alike)
        expected, instead, *arrays = wrong
        raise CheckFailed(expected, instead, f"{named} {help}" if named else help, *arrays)


def signs(shown: Mapping[str, Any]) -> Mistakes:
    """Return mistakes that show in other facts than the one that is compared, for `mistakes` of `expect`.

    Args:
        shown: for each sentence whether it holds; a function without arguments is called for it, and only if the fact is wrong.
    """
    return Mistakes({sentence: Sign(holds) for sentence, holds in shown.items()})


def giving_all(
    received: Sequence[Any], mistakes: Iterable[tuple[str, Sequence[Any]]], tolerance: float | None = None
) -> Mistakes:
    """Return the mistake that gives all of several facts, as `expect` takes it: in a single case two may give the same.

    Args:
        received: a fact for each case.
        mistakes: pairs of the sentence that names a mistake and what it gives in each case; `None` where nothing comes of it, so that
            nothing speaks against it. Those that fit alike are told together.
        tolerance: how far apart numbers may be, for one that is larger than 1 in proportion; equal if it is not given.
    """

    def alike(fact: Any, given: Any) -> bool:
        given = asked(given)
        if given is None:
            return True
        return same(fact, given) if tolerance is None else is_close(fact, given, tolerance * max(1.0, size_of(given)))

    fitting = [sentence for sentence, values in mistakes if all(map(alike, received, asked(values)))]
    return Mistakes({" Or: ".join(dict.fromkeys(fitting)): Sign(True)} if fitting else {})


def _named(received: Any, mistakes: Mapping[str, Any], alike: Callable[[Any, Any], bool]) -> str | None:
    return next((sentence for sentence, mistake in mistakes.items() if _is_it(mistake, received, alike)), None)


def _is_it(mistake: Any, received: Any, alike: Callable[[Any, Any], bool]) -> bool:
    if isinstance(mistake, Sign):
        return bool(asked(mistake.holds))
    return alike(received, asked(mistake))


def _too_far_apart(received: Any, wanted: Any, tolerance: float) -> tuple[Any, ...]:
    try:
        wanted = _nearest(received, wanted)
        gap = largest_difference(received, wanted)
    except NO_NUMBERS:
        return show(wanted), show(received)
    place = where_they_differ(received, wanted)
    received_in_words = f"{show(received)}{place} (difference {gap:.3g}, allowed {tolerance:g})"
    arrays = (received, wanted) if np.shape(received) == np.shape(wanted) else None
    return show(wanted), received_in_words, arrays


def _nearest(received: Any, wanted: Any) -> Any:
    """Return the one of several right answers that lies nearest to what was received."""
    if not isinstance(wanted, AnyOf):
        return wanted
    return min(map(asked, wanted), key=lambda one: _sortable(largest_difference(received, one)))


def _sortable(gap: float) -> float:
    return float("inf") if np.isnan(gap) else gap


def _one_of(value: Any) -> Any:
    return value[0] if isinstance(value, AnyOf) and value else value


def _is_within(received: Any, bound_holds: Callable[[], Any]) -> bool:
    try:
        return bool(np.all(np.isfinite(received)) and bound_holds())
    except NO_NUMBERS:
        return False
