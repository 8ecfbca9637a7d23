"""The six outcomes of a check or a task: what they are called, how they look, and how checks add up to a task."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What became of a check or a task. Only `PASSED` earns points."""

    PASSED = "passed"
    FAILED = "failed"
    UNATTEMPTED = "unattempted"
    BLOCKED = "blocked"
    CRASHED = "crashed"
    GRADER_ERROR = "grader_error"

    @property
    def look(self) -> "Look":
        return _WORST_FIRST[self]

    @property
    def ran(self) -> bool:
        """Whether student code was asked, or should have been: the stub is touched, and nothing before it failed."""
        return self not in (Outcome.BLOCKED, Outcome.UNATTEMPTED)


class Look(NamedTuple):
    """How an outcome looks: a mark in terminals, one on pages, and a colour. On pages `parts.css.j2` colours its name."""

    mark: str
    sign: str
    colour: str


# A task is as bad as the worst of its checks; a fault of the grader outranks all, so that it is never read as a zero.
_WORST_FIRST = {
    Outcome.GRADER_ERROR: Look("?", "?", "purple"),
    Outcome.UNATTEMPTED: Look(".", "○", "yellow"),
    Outcome.BLOCKED: Look("~", "…", "yellow"),
    Outcome.CRASHED: Look("!", "!", "red"),
    Outcome.FAILED: Look("-", "✗", "red"),
    Outcome.PASSED: Look("+", "✓", "green"),
}


def combine(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a task from those of its checks."""
    found = set(outcomes)
    return next(outcome for outcome in _WORST_FIRST if outcome in found)
