"""Sessions that look into a store of facts first: the same code, asked the same, need not run again.

The store is off unless the environment variable names a folder.
"""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment, texts_in
from autograder.facts import Crash, FactsStore, Session, facts_to_plain, key_of, versions_behind
from autograder.submission import Code, Submission, reference_submission, separable_code
from autograder.worker.pool import Workers
from autograder.worker.retry import AskedAgain
from autograder.worker.sessions import WorkerSession

VARIABLE = "AUTOGRADER_FACTS"
# What a busy machine can cause is asked again.
_NOT_KEPT = ("time", "memory", "ended")


class StoredFacts:
    """A session that looks into a store before it asks another session."""

    def __init__(self, inner: Session, store: FactsStore, assignment: Assignment, submission: Submission) -> None:
        self._inner, self._store, self._assignment, self._submission = inner, store, assignment, submission
        self._versions = versions_behind(assignment.probing_files)

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        key = key_of(self._versions, self.code_behind(name, given), name, given, seed)
        try:
            return self._store.read(key)
        except KeyError:
            facts = self._inner.probe(name, given, seed, seconds)
        if self.may_keep(facts):
            self._store.keep(key, facts)
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
        return type(self)(self._inner.reference(), self._store, self._assignment, submission)

    def close(self) -> None:
        self._inner.close()


class SharedFacts(StoredFacts):
    """As `StoredFacts`, for known solutions only: two of them share facts where the code that a probe reaches is the same.

    What a probe reaches is read off the source, which a stranger's code could deceive.
    """

    def code_behind(self, probe: str, given: dict[str, Any]) -> bytes:
        if self._code is None:
            return super().code_behind(probe, given)
        wanted = self._assignment.names_behind(probe) | texts_in(given)
        return repr((self._code.shared, self._code.behind(wanted))).encode()

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
    session: Session = AskedAgain(lambda: WorkerSession(workers, assignment, submission, threads, heard))
    folder = os.environ.get(VARIABLE)
    if folder is None:
        return session
    store = FactsStore(Path(folder))
    if known:
        session = SharedFacts(session, store, assignment, submission)
    return StoredFacts(session, store, assignment, submission)
