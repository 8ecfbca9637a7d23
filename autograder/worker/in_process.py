"""A session in this very process."""

import io
import sys
import types
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.facts import LONGEST_PRINTED, Crash, Session
from autograder.submission import Submission
from autograder.worker.runner import Runner


class InProcessSession:
    """The submission lives in this very process: no limits, no isolation; for a student's debugger and open notebook."""

    sandboxed = False

    def __init__(
        self,
        assignment: Assignment,
        submission: Submission | None,
        module: types.ModuleType | None = None,
        capture: bool = False,
    ) -> None:
        self._runner = Runner(assignment.probe_file)
        self._broken_import: Crash | None = None
        self._capture, self._text = capture, io.StringIO()
        self.spent = 0.0
        if module is not None:
            self._runner.adopt(module, f"{assignment.module}.ipynb")
        elif submission is not None:
            self._broken_import = self._runner.load(submission.source, f"{assignment.module}.py")

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        if self._broken_import is not None:
            return self._broken_import
        with (
            redirect_stdout(self._text if self._capture else sys.stdout),
            redirect_stderr(self._text if self._capture else sys.stderr),
        ):
            return self._runner.probe(name, given, seed)

    def printed(self) -> str:
        return self._text.getvalue()[:LONGEST_PRINTED]

    def reference(self) -> "Session":
        raise AutograderError("The student's own process has no reference solution to compare with.")

    def close(self) -> None:
        """Nothing is held."""
