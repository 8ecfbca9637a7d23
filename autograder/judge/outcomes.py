"""The six outcomes of a check or a task, and how checks add up to a task."""

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a check or a task. Only `PASSED` earns points."""

    PASSED = "passed"
    FAILED = "failed"
    UNATTEMPTED = "unattempted"
    BLOCKED = "blocked"
    CRASHED = "crashed"
    GRADER_ERROR = "grader_error"


# A task is as bad as the worst of its checks; a fault of the grader outranks all, so that it is never read as a zero.
_WORST_FIRST = (
    Outcome.GRADER_ERROR,
    Outcome.UNATTEMPTED,
    Outcome.BLOCKED,
    Outcome.CRASHED,
    Outcome.FAILED,
    Outcome.PASSED,
)


def combine(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a task from those of its checks."""
    found = set(outcomes)
    return next(outcome for outcome in _WORST_FIRST if outcome in found)
