"""Checks: what an assignment's test files are written with.

A check is a function named `test_…` whose docstring is the line a student reads. Its first parameter names the probe
whose facts it judges; it may also ask for `given` (that probe's `Inputs`) and `threshold` (the profile's thresholds). A hidden
check may ask for `reference`: the same probe's facts of the reference solution, gathered in the same run beside the student's.
"""

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType

from autograder.errors import AssignmentError
from autograder.inputs import Inputs

_OFFERED = ("given", "threshold", "reference")


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
        code = self.function.__code__
        return code.co_varnames[: code.co_argcount]

    @property
    def probe(self) -> str:
        return next(name for name in self.parameters if name not in _OFFERED)


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
        if sum(parameter not in _OFFERED for parameter in check.parameters) != 1:
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

    def mark(function: Callable[..., Inputs]) -> Callable[..., Inputs]:
        function.__dict__["draws_for"] = probes
        return function

    return mark


@dataclass(frozen=True)
class CheckFile:
    """The checks and the drawing functions that one test file defines, in its order."""

    checks: tuple[Check, ...]
    inputs: dict[str, Callable[..., Inputs]]


def load_check_files(folder: Path, hidden: bool, helpers: Path) -> CheckFile:
    """Load all trusted test files of a folder, in order of name, as one.

    Args:
        folder: holds `test_….py`.
        hidden: whether its checks are hidden from students.
        helpers: the folder whose modules the file may import (the assignment's public folder).

    Raises:
        AssignmentError: there is no such file, or one cannot be imported.
    """
    paths = sorted(folder.glob("test_*.py"))
    if not paths:
        raise AssignmentError(folder, None, "An assignment's checks lie in files named test_….py; there is none.")
    loaded = [_load_check_file(path, hidden, helpers) for path in paths]
    checks = tuple(check for file in loaded for check in file.checks)
    return CheckFile(checks, {probe: function for file in loaded for probe, function in file.inputs.items()})


def _load_check_file(path: Path, hidden: bool, helpers: Path) -> CheckFile:
    module = import_file(path, helpers)
    checks, drawing = [], {}
    for name, value in vars(module).items():
        if isinstance(value, Check) and name.startswith("test_") and value.path == path:
            checks.append(
                Check(name, value.task, value.points, value.sentence, value.function, value.path, value.line, hidden)
            )
        for probe in getattr(value, "draws_for", ()) if isinstance(value, FunctionType) else ():
            drawing[probe] = value
    return CheckFile(tuple(checks), drawing)


def import_file(path: Path, helpers: Path) -> ModuleType:
    """Return an assignment's trusted file as a module; it may import the modules of the folder `helpers`.

    Raises:
        AssignmentError: it cannot be imported; names file and line.
    """
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise AssignmentError(path, None, "Checks and pictures are Python files. This one cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(helpers))
    try:
        sys.modules[path.stem] = module
        spec.loader.exec_module(module)
    except AssignmentError:
        raise
    except Exception as error:
        line = error.lineno if isinstance(error, SyntaxError) else _line_in(path, error)
        raise AssignmentError(path, line, f"The file cannot be imported: {type(error).__name__}: {error}") from error
    finally:
        sys.path.remove(str(helpers))
    return module


def _line_in(path: Path, error: BaseException) -> int | None:
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
