"""What runs on a Dask worker: a task for each submission that holds its session and answers the judge's probes."""

import functools
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from distributed import Queue

from autograder.assignment import CHECKS, Assignment, load_assignment
from autograder.errors import SandboxError
from autograder.facts import Session, decode, encode, facts_to_plain, installed_versions
from autograder.submission import Submission
from autograder.worker import Workers, open_session, shared_workers

# A judge that is there asks every few seconds; without one, the place is free for others after this time.
_IDLE_SECONDS = 300
_MOST_BYTES = 1 << 30


def serve(channel: str, described: bytes) -> None:
    """Hold one submission until the judge closes it or is gone.

    A worker that is lost is replaced by Dask: this function begins anew elsewhere, and says so with a new greeting.

    Args:
        channel: name of the queue for what goes to the judge.
        described: the assignment's public files, the submission, the number of threads, whether it may run without a
            sandbox, and whether it trains on a GPU, encoded.
    """
    told, attempt = decode(described, _MOST_BYTES), uuid.uuid4().hex
    # A queue of its own: the scheduler may still hand what it gets to a predecessor that was lost a moment ago.
    requests, replies = Queue(f"{channel}-{attempt}"), Queue(channel)
    try:
        workers = shared_workers("--unsafe-no-sandbox", told["unsafe"], told["gpu"])
    except SandboxError as error:
        replies.put(encode({"greeting": attempt, "refused": str(error)}))
        return
    replies.put(encode({"greeting": attempt, "versions": installed_versions(), "sandboxed": workers.isolated}))
    assignment = _assignment(told["assignment"], tuple(sorted(told["files"].items())))
    held = Held(assignment, told, workers)
    try:
        asked = time.monotonic()
        while time.monotonic() - asked < _IDLE_SECONDS:
            try:
                request = decode(requests.get(timeout=1), _MOST_BYTES)
            except TimeoutError:
                continue
            if request["do"] == "close":
                return
            replies.put(encode({"attempt": attempt, **held.answer(request)}))
            asked = time.monotonic()
    finally:
        held.close()


class Held:
    """The sessions of one submission: its own, and the reference's once that was asked for."""

    def __init__(self, assignment: Assignment, told: dict[str, Any], workers: Workers) -> None:
        self._assignment, self._threads, self._workers = assignment, told["threads"], workers
        self._sessions: dict[str, Session] = {}
        self._open("submission", told["source"])

    def _open(self, whose: str, source: str) -> Session:
        filename = f"{self._assignment.module}.py"
        submission = Submission(whose, filename, source, frozenset())
        self._sessions[whose] = open_session(self._workers, self._assignment, submission, self._threads)
        return self._sessions[whose]

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return a probe's facts, the seconds it took, and what was printed so far."""
        whose = request["whose"]
        session = self._sessions.get(whose) or self._open(whose, request["source"])
        before = session.spent
        facts = session.probe(request["name"], request["given"], request["seed"], request["seconds"])
        return {"reply": facts_to_plain(facts), "spent": session.spent - before, "printed": session.printed()}

    def close(self) -> None:
        """Close all sessions."""
        for session in self._sessions.values():
            session.close()


@functools.lru_cache(maxsize=4)
def _assignment(name: str, files: tuple[tuple[str, str], ...]) -> Assignment:
    """Return the assignment with its public files as the judge has them; this machine needs no copy of its own."""
    folder = Path(tempfile.mkdtemp(prefix="assignment-")) / name
    (folder / CHECKS).mkdir(parents=True)
    for filename, text in files:
        (folder / CHECKS / filename).write_text(text, encoding="utf-8")
    return load_assignment(folder)
