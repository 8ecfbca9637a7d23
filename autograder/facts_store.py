"""Facts kept by what they depend on: the same code, asked the same, need not run again.

Keep the store out of reach of student code. It is off unless the environment variable names a folder.
"""

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
        self._inner, self._folder, self._assignment = inner, folder, assignment
        self._base = hashlib.sha256(repr(graded_with(assignment)).encode())
        self._base.update(hashlib.sha256(submission.source.encode()).digest())

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        key = self._base.copy()
        key.update(hashlib.sha256(f"{name}/{seed}".encode()).digest())
        key.update(hashlib.sha256(encode(given)).digest())
        path = self._folder / f"{key.hexdigest()}.npz"
        try:
            return facts_from_plain(decode(path.read_bytes(), trusted=True))
        except (OSError, FactsError):
            pass
        facts = self._inner.probe(name, given, seed, seconds)
        if not (isinstance(facts, Crash) and facts.kind in _NOT_KEPT):
            _write(path, encode(facts_to_plain(facts)))
        return facts

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
        return StoredFacts(self._inner.reference(), self._folder, self._assignment, submission)

    def close(self) -> None:
        self._inner.close()


def open_session(
    workers: Workers,
    assignment: Assignment,
    submission: Submission,
    threads: int = 0,
    heard: Callable[[bytes], None] = lambda chunk: None,
) -> Session:
    """Return a session in a worker, behind a store of facts where the environment names one; `heard` gets what is printed."""
    session = SecondChance(lambda: WorkerSession(workers, assignment, submission, threads, heard))
    folder = os.environ.get(VARIABLE)
    if folder is None:
        return session
    return StoredFacts(session, Path(folder), assignment, submission)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
        stream.write(content)
    os.replace(stream.name, path)
