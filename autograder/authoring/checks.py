"""Checks: what an assignment's test files are written with.

A check is a function named `test_…` whose docstring is the line a student reads. Its first parameter names the probe whose facts it
judges. It may also ask for `given` (that probe's `Inputs`), `answers` (what must come out for these inputs), `mistakes` (what known
mistakes give instead) and `threshold` (the profile's thresholds). A hidden check may ask for `reference`: the same probe's facts of the
reference solution, gathered in the same run beside the student's.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any

from autograder.authoring.given import Inputs
from autograder.errors import AssignmentError

OFFERED = ("given", "answers", "mistakes", "threshold", "reference")


@dataclass(frozen=True)
class Check:
    """One judged fact: a function, the task it earns points for, and where it stands."""

    name: str
    task: str
    points: float
    sentence: str
    function: Callable[..., None]
    path: Path
    line: int
    hidden: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        return parameters_of(self.function)

    @property
    def probe(self) -> str:
        return next(name for name in self.parameters if name not in OFFERED)

    @property
    def asks_for_answers(self) -> bool:
        return "answers" in self.parameters or "mistakes" in self.parameters


def parameters_of(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of a function's parameters, in order."""
    code = function.__code__
    return code.co_varnames[: code.co_argcount]


def task(name: str, *, points: float) -> Callable[[FunctionType], Check]:
    """Make a function a check of task `name` that is worth `points`."""

    def mark(function: FunctionType) -> Check:
        path, line = Path(function.__code__.co_filename), function.__code__.co_firstlineno
        sentence = " ".join((function.__doc__ or "").split())
        if not sentence:
            raise AssignmentError(
                path, line, f"A check's docstring is what a student reads; {function.__name__} has none."
            )
        check = Check(function.__name__, name, points, sentence, function, path, line)
        if sum(parameter not in OFFERED for parameter in check.parameters) != 1:
            raise AssignmentError(
                path, line, f"A check takes the facts of one probe; {function.__name__} takes {check.parameters}."
            )
        return check

    return mark


def repeat(check: Check, *, points: float, sentence: str) -> Check:
    """Return `check` once more, for a hidden file: same judgement, on the inputs drawn there, with its own public sentence."""
    # The frame of the caller is the only place where "file and line" of this one-liner exist.
    frame = sys._getframe(1)
    return Check("", check.task, points, sentence, check.function, Path(frame.f_code.co_filename), frame.f_lineno)


def inputs(*probes: str) -> Callable[[Callable[..., Inputs]], Callable[..., Inputs]]:
    """Make a function the one that draws the inputs of the named probes; it may take `rng` and `profile`."""
    return _about("inputs", probes)


def answers(*probes: str) -> Callable[[Callable[[Inputs], Any]], Callable[[Inputs], Any]]:
    """Make a function of `answers.py` the one that computes, from a probe's `Inputs`, what must come out of the named probes.

    What it returns is handed to checks that ask for `answers`: plain data (lists, dicts with texts as keys, numbers, arrays), in which
    `any_of` stands where several things are right. Students' kits carry it recorded, for the visible inputs.
    """
    return _about("answers", probes)


def mistakes(*probes: str) -> Callable[[Callable[[Inputs], Any]], Callable[[Inputs], Any]]:
    """Make a function of `mistakes.py` the one that computes, from a probe's `Inputs`, what known mistakes give instead.

    What it returns is handed to checks that ask for `mistakes`: lists and dicts whose ends are `Mistakes`. Students' kits carry
    fingerprints of it.
    """
    return _about("mistakes", probes)


def _about(kind: str, probes: tuple[str, ...]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        function.__dict__.setdefault("about", {})[kind] = probes
        return function

    return mark


def probes_of(value: Any, kind: str) -> tuple[str, ...]:
    """Return for which probes a function gives inputs, answers or mistakes; none for anything else."""
    return getattr(value, "about", {}).get(kind, ()) if isinstance(value, FunctionType) else ()
