"""Answers and mistakes as a record holds them, and as it gives them back."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.authoring.fingerprints import AnyOf, EachCase, Fingerprint, Mistakes, Sign, asked, fingerprint

_ANY_OF, _EACH, _MISTAKES, _SIGN, FINGERPRINT = "__any_of__", "__each__", "__mistakes__", "__sign__", "__fingerprint__"


def as_answers(value: Any) -> Any:
    """Return answers as a record gives them back: tuples as lists, NumPy's numbers as Python's, keys as texts."""
    if isinstance(value, AnyOf):
        return AnyOf(as_answers(one) for one in value)
    if isinstance(value, dict):
        return {str(key): as_answers(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_answers(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value


def as_mistakes(value: Any) -> Any:
    """Return mistakes as a record gives them back, but for their values: lists, and dicts with texts as keys, around `Mistakes`."""
    if isinstance(value, dict) and not isinstance(value, Mistakes):
        return {str(key): as_mistakes(item) for key, item in value.items()}
    return [as_mistakes(item) for item in value] if isinstance(value, (list, tuple)) else value


def answers_to_record(value: Any) -> Any:
    """Return answers as plain data that `from_record` reads."""
    if isinstance(value, AnyOf):
        return {_ANY_OF: [answers_to_record(one) for one in value]}
    if isinstance(value, dict):
        return {str(key): answers_to_record(item) for key, item in value.items()}
    return [answers_to_record(item) for item in value] if isinstance(value, (list, tuple)) else value


def mistakes_to_record(value: Any) -> Any:
    """Return mistakes as plain data that `from_record` reads, with fingerprints of what they give.

    Raises:
        TypeError: at an end of the lists and dicts are no `Mistakes`, so that values would be told as they are.
    """
    if isinstance(value, Mistakes):
        return {_MISTAKES: [[sentence, _hidden(given)] for sentence, given in value.items()]}
    if isinstance(value, dict):
        return {str(key): mistakes_to_record(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [mistakes_to_record(item) for item in value]
    raise TypeError(f"Mistakes are lists and dicts of `Mistakes`. Received {type(value).__name__}.")


def _hidden(given: Any) -> Any:
    given = asked(given)
    if given is None:
        return None
    if isinstance(given, Sign):
        return {_SIGN: bool(asked(given.holds))}
    for kind, key in ((AnyOf, _ANY_OF), (EachCase, _EACH)):
        if isinstance(given, kind):
            return {key: [_hidden(one) for one in given]}
    found = fingerprint(given)
    return {FINGERPRINT: [found.digest, found.shape, found.size, found.projections]}


def from_record(value: Any) -> Any:
    """Return recorded answers or mistakes, with fingerprints in the place of what mistakes give."""
    if isinstance(value, list):
        return [from_record(item) for item in value]
    if not isinstance(value, dict):
        return value
    for key, read in _READERS.items():
        if set(value) == {key}:
            return read(value[key])
    return {key: from_record(item) for key, item in value.items()}


def _read_fingerprint(recorded: Sequence[Any]) -> Fingerprint:
    digest, shape, size, projections = recorded
    return Fingerprint(digest, None if shape is None else tuple(shape), size, tuple(projections))


_READERS: dict[str, Callable[[Any], Any]] = {
    _MISTAKES: lambda pairs: Mistakes({sentence: from_record(given) for sentence, given in pairs}),
    _SIGN: Sign,
    _ANY_OF: lambda values: AnyOf(map(from_record, values)),
    _EACH: lambda values: EachCase(map(from_record, values)),
    FINGERPRINT: _read_fingerprint,
}
