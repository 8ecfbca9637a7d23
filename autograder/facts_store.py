"""Facts kept by what they depend on: the same code, asked the same, need not run again.

Keep the store out of reach of student code. It is off unless the environment variable names a folder.
"""

import functools
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment
from autograder.basis import graded_with
from autograder.codec import decode, encode
from autograder.errors import FactsError
from autograder.probe_source import texts_in
from autograder.reach import Code, separable_code
from autograder.second_chance import SecondChance
from autograder.sessions import Session, WorkerSession
from autograder.submission import Submission
from autograder.variants import reference_submission
from autograder.worker.messages import Crash, facts_from_plain, facts_to_plain
from autograder.worker.pool import Workers

VARIABLE = "AUTOGRADER_FACTS"
# What a busy machine can cause is asked again.
_NOT_KEPT = ("time", "memory", "ended")


class StoredFacts:
    """A session that looks into a folder before it asks another session."""

    def __init__(self, inner: Session, folder: Path, assignment: Assignment, submission: Submission) -> None:
        self._inner, self._folder, self._assignment, self._submission = inner, folder, assignment, submission
        self._base = hashlib.sha256(repr(graded_with(assignment)).encode())

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        key = self._base.copy()
        for part in (self.code_behind(name, given), f"{name}/{seed}".encode(), encode(given)):
            key.update(hashlib.sha256(part).digest())
        path = self._folder / f"{key.hexdigest()}.npz"
        try:
            return facts_from_plain(decode(path.read_bytes(), trusted=True))
        except (OSError, FactsError):
            pass
        facts = self._inner.probe(name, given, seed, seconds)
        if self.may_keep(facts):
            _write(path, encode(facts_to_plain(facts)))
        return facts

    def code_behind(self, probe: str, given: dict[str, Any]) -> bytes:
        """Return all code that the answer may depend on."""
        return self._submission.source.encode()

    def may_keep(self, facts: Any) -> bool:
        """Return whether whoever has the same code behind a probe gets the same facts."""
        return not (isinstance(facts, Crash) and facts.kind in _NOT_KEPT)

    @property
    def spent(self) -> float:
        return self._inner.spent

    @property
    def sandboxed(self) -> bool:
        return self._inner.sandboxed

    def printed(self) -> str:
        return self._inner.printed()

    def reference(self) -> "StoredFacts":
        submission = reference_submission(self._assignment)
        return type(self)(self._inner.reference(), self._folder, self._assignment, submission)

    def close(self) -> None:
        self._inner.close()


class SharedFacts(StoredFacts):
    """As `StoredFacts`, for known solutions only: two of them share facts where the code that a probe reaches is the same.

    What a probe reaches is read off the source, which a stranger's code could deceive.
    """

    def code_behind(self, probe: str, given: dict[str, Any]) -> bytes:
        if self._code is None:
            return super().code_behind(probe, given)
        asked = self._assignment.names_behind(probe) | texts_in(given)
        return repr((self._code.shared, self._code.behind(asked))).encode()

    def may_keep(self, facts: Any) -> bool:
        # What an error says may name lines, which depend on the whole file.
        return not isinstance(facts, Crash) and f"{self._assignment.module}.py" not in repr(facts_to_plain(facts))

    @functools.cached_property
    def _code(self) -> Code | None:
        return separable_code(self._submission.source)


def open_session(
    workers: Workers,
    assignment: Assignment,
    submission: Submission,
    threads: int = 0,
    heard: Callable[[bytes], None] = lambda chunk: None,
    known: bool = False,
) -> Session:
    """Return a session in a worker, behind a store of facts where the environment names one.

    Args:
        workers: where the submission runs.
        assignment: what it is a submission of.
        submission: whose code is run.
        threads: how many it may compute with; 0 for as many as there are cores.
        heard: gets what is printed.
        known: the submission is one of the assignment's own known solutions, which may share facts.
    """
    session: Session = SecondChance(lambda: WorkerSession(workers, assignment, submission, threads, heard))
    folder = os.environ.get(VARIABLE)
    if folder is None:
        return session
    if known:
        session = SharedFacts(session, Path(folder), assignment, submission)
    return StoredFacts(session, Path(folder), assignment, submission)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
        stream.write(content)
    os.replace(stream.name, path)
