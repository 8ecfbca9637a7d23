"""Sessions in workers."""

import math
import threading
import time
from collections.abc import Callable
from typing import Any

from autograder.assignment import Assignment
from autograder.facts import Abandoned, Crash, facts_from_plain
from autograder.submission import Submission, reference_submission
from autograder.worker.connection import NoAnswer
from autograder.worker.graphics import Place
from autograder.worker.pool import Worker, WorkerSettings, WorkerSource

MAX_FACTS_BYTES = 256 << 20


class WorkerSession:
    """The submission lives in a worker; a probe that breaks it costs that worker only, the next probe gets another.

    Probes that train have, where there are GPUs to train on, a worker of their own on one: a place there is taken for one
    probe, so that whoever waits for one waits no longer than that.
    """

    def __init__(
        self,
        workers: WorkerSource,
        assignment: Assignment,
        submission: Submission,
        threads: int = 0,
        heard: Callable[[bytes], None] = lambda chunk: None,
    ) -> None:
        self._heard = heard
        self._workers, self._assignment, self._submission = workers, assignment, submission
        self._settings = worker_settings(assignment, threads)
        self.sandboxed = workers.isolated
        self._worker: Worker | None = None
        self._last_words = ""
        self.spent = 0.0
        self._broken_import: Crash | None = None
        self._threads = threads
        self._reference: WorkerSession | None = None
        self._abandoned = False
        # Nobody kills a process that is being let go of.
        self._letting_go = threading.Lock()

    def load(self, place: Place | None = None) -> None:
        """Start a worker and import the submission there, unless that was done; the first probe does it otherwise."""
        if self._worker is None:
            self._broken_import = self._broken_import or self._load(place)

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        request = {"do": "probe", "name": name, "given": given, "seed": seed}
        if self._workers.graphics is None or name not in self._assignment.training_probes:
            return self._probe(request, seconds)
        with self._workers.graphics.place() as place:
            self._drop_worker()
            try:
                return self._probe(request, seconds, place)
            finally:
                self._drop_worker()

    def _probe(self, request: dict[str, Any], seconds: float, place: Place | None = None) -> Any:
        self.load(place)
        if self._broken_import is not None:
            return self._broken_import
        began = time.monotonic()
        try:
            return self._ask_unless_abandoned(request, seconds)
        finally:
            self.spent += time.monotonic() - began

    def _load(self, place: Place | None) -> Crash | None:
        self._worker = self._workers.start(self._settings, place)
        self._worker.listen(self._heard)
        request = {"do": "load", "source": self._submission.source, "filename": self._module_file()}
        loaded = self._ask_unless_abandoned(request, self._assignment.limits.import_seconds)
        return loaded if isinstance(loaded, Crash) else None

    def _module_file(self) -> str:
        return f"{self._assignment.module}.py"

    def abandon(self) -> None:
        """Kill the worker, from any thread: whoever asks, or waits for an answer, gets `Abandoned`."""
        self._abandoned = True
        with self._letting_go:
            if self._worker is not None:
                self._worker.kill()

    def _ask_unless_abandoned(self, request: dict[str, Any], seconds: float) -> Any:
        answer = None if self._abandoned else self._ask(request, seconds)
        if self._abandoned:
            raise Abandoned
        return answer

    def _ask(self, request: dict[str, Any], seconds: float) -> Any:
        if self._worker is None:
            raise RuntimeError("A worker is started before it is asked.")
        try:
            reply = self._worker.ask(request, seconds, MAX_FACTS_BYTES)
        except NoAnswer as error:
            crash = Crash(error.kind, error.sentence)
            self._drop_worker()
            return crash
        return facts_from_plain(reply)

    def printed(self) -> str:
        return self._worker.printed if self._worker is not None else self._last_words

    def reference(self) -> "WorkerSession":
        if self._reference is None:
            submission = reference_submission(self._assignment)
            self._reference = WorkerSession(self._workers, self._assignment, submission, self._threads)
        return self._reference

    def _drop_worker(self) -> None:
        with self._letting_go:
            if self._worker is not None:
                self._last_words = self._worker.printed
                self._worker.close()
                self._worker = None

    def close(self) -> None:
        self._drop_worker()
        if self._reference is not None:
            self._reference.close()


def worker_settings(assignment: Assignment, threads: int = 0) -> WorkerSettings:
    """Return what a worker for submissions of an assignment is started with.

    Args:
        threads: how many it may compute with; 0 for as many as there are cores.
    """
    seconds = assignment.limits.import_seconds + sum(task.seconds for task in assignment.tasks)
    # TensorFlow uses several threads, so a well-behaved submission may use more CPU time than wall time.
    return WorkerSettings(
        assignment.probe_file, assignment.probing_files, assignment.limits, math.ceil(4 * seconds), threads
    )
