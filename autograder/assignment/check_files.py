"""The trusted modules of an assignment: its public and its hidden checks, in one package of their own.

The modules of `checks/` import each other by `from .cases import …`. The folders of the public and of the instructors' part are one
package, so that a hidden check imports a public one alike; each assignment has another, so that no name needs a prefix.
"""

import importlib
import itertools
import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.authoring import Check, Inputs, probes_of
from autograder.errors import AssignmentError

_numbers = itertools.count(1)
Drawing = Callable[..., Inputs]
Computing = Callable[[Inputs], Any]


@dataclass(frozen=True)
class CheckFiles:
    """What the modules of one folder define: checks in order of their files, and what draws inputs for which probe."""

    checks: tuple[Check, ...]
    inputs: dict[str, Drawing]


@dataclass(frozen=True)
class AnswerFiles:
    """What computes, from a probe's inputs, what must come out and what known mistakes give instead; by the probe's name."""

    answers: dict[str, Computing] = field(default_factory=dict)
    mistakes: dict[str, Computing] = field(default_factory=dict)


class CheckPackage:
    """The package of one loading of an assignment; another loading has another, so that it reads files anew.

    Args:
        folders: `checks/` of students, and that of instructors where there is one.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._name = f"checks_{next(_numbers)}"
        package = types.ModuleType(self._name)
        package.__path__ = [str(folder) for folder in self.folders]
        sys.modules[self._name] = package

    def module(self, path: Path) -> types.ModuleType:
        """Return one of its files as a module.

        Raises:
            AssignmentError: it cannot be imported; names file and line.
        """
        try:
            return importlib.import_module(f"{self._name}.{path.stem}")
        except AssignmentError:
            raise
        except Exception as error:
            line = error.lineno if isinstance(error, SyntaxError) else _line_in(path, error)
            raise AssignmentError(
                path, line, f"The file cannot be imported: {type(error).__name__}: {error}"
            ) from error

    def checks_in(self, folder: Path, hidden: bool) -> CheckFiles:
        """Return what the files `test_….py` of one of its folders define.

        Raises:
            AssignmentError: there is no such file, or one cannot be imported.
        """
        paths = sorted(folder.glob("test_*.py"))
        if not paths:
            raise AssignmentError(folder, None, "An assignment's checks lie in files named test_….py; there is none.")
        checks: list[Check] = []
        drawing: dict[str, Drawing] = {}
        for path in paths:
            for name, value in vars(self.module(path)).items():
                if isinstance(value, Check) and name.startswith("test_") and value.path == path:
                    checks.append(_named(value, name, hidden))
                drawing |= dict.fromkeys(probes_of(value, "inputs"), value)
        return CheckFiles(tuple(checks), drawing)

    def answers_in(self, folder: Path) -> AnswerFiles:
        """Return what computes answers and mistakes in the instructors' modules: in `answers.py` and `mistakes.py`, or wherever they fit."""
        found = AnswerFiles()
        for value in (value for path in sorted(folder.glob("*.py")) for value in vars(self.module(path)).values()):
            found.answers.update(dict.fromkeys(probes_of(value, "answers"), value))
            found.mistakes.update(dict.fromkeys(probes_of(value, "mistakes"), value))
        return found


def _named(check: Check, name: str, hidden: bool) -> Check:
    return Check(name, check.task, check.points, check.sentence, check.function, check.path, check.line, hidden)


def _line_in(path: Path, error: BaseException) -> int | None:
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
