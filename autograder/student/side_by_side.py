"""A task's probes side by side: several workers that were started before they were needed, and one session over them."""

import contextlib
import os
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from autograder.assignment import Assignment, Task
from autograder.checks import Check
from autograder.errors import AutograderError, WorkerError
from autograder.grading import Grading
from autograder.inputs import VISIBLE_SEED
from autograder.record import CheckResult, TaskResult
from autograder.sessions import WorkerSession, worker_settings
from autograder.submission import Submission
from autograder.worker.line import Broken
from autograder.worker.pool import Worker, WorkerSettings, WorkerSource

# More workers than cores would wait for each other; more than two gain little on a task of some ten probes.
AT_ONCE = min(2, os.cpu_count() or 1)
_WARM_UP_SECONDS, _SMALL_REPLY = 60, 1 << 16


class ReadyWorkers:
    """A source of workers that keeps some ready: started, with the probe imported and TensorFlow used once.

    Args:
        workers: where they come from.
        assignment: what they are for.
    """

    def __init__(self, workers: WorkerSource, assignment: Assignment) -> None:
        self._workers, self._settings = workers, worker_settings(assignment, threads=1)
        self._ready: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._filling = threading.Lock()
        self._closed = False

    @property
    def isolated(self) -> bool:
        return self._workers.isolated

    def start(self, settings: WorkerSettings) -> Worker:
        """Return a worker that is ready, or a new one where there is none or other settings are asked for."""
        while settings == self._settings:
            try:
                worker = self._ready.get_nowait()
            except queue.Empty:
                break
            if _answers(worker):
                return worker
        return self._workers.start(settings)

    def fill(self) -> None:
        """Make workers ready in the background. Call it when nothing is graded, for it takes the cores for a second."""
        threading.Thread(target=self._fill, name="ready workers", daemon=True).start()

    def _fill(self) -> None:
        with self._filling, contextlib.suppress(WorkerError, OSError):
            while self._ready.qsize() < AT_ONCE and not self._closed:
                worker = self._workers.start(self._settings)
                if _answers(worker):
                    self._ready.put(worker)

    def close(self) -> None:
        """End those that nobody asked for."""
        self._closed = True
        with self._filling:
            while not self._ready.empty():
                self._ready.get().close()


def _answers(worker: Worker) -> bool:
    """Warm a worker up; return whether it lives. One that a machine short of memory has killed is let go of."""
    try:
        worker.ask({"do": "warm_up"}, _WARM_UP_SECONDS, _SMALL_REPLY)
    except Broken:
        worker.close()
        return False
    return True


class SideBySide:
    """A session that asks announced probes in several workers at once."""

    def __init__(self, sessions: Iterable[WorkerSession], pool: ThreadPoolExecutor) -> None:
        self._sessions, self._pool = tuple(sessions), pool
        self._free: queue.SimpleQueue[WorkerSession] = queue.SimpleQueue()
        for session in self._sessions:
            self._free.put(session)
        self._asked: dict[tuple[str, int], Future[Any]] = {}
        self.spent = 0.0

    @property
    def sandboxed(self) -> bool:
        return self._sessions[0].sandboxed

    def announce(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> None:
        """Begin to ask a probe as soon as a worker is free."""
        if (name, seed) not in self._asked:
            self._asked[name, seed] = self._pool.submit(self._ask, name, given, seed, seconds)

    def _ask(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        session = self._free.get()
        try:
            return session.probe(name, given, seed, seconds)
        finally:
            self._free.put(session)

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        # What counts is how long the student waits, as everywhere.
        began = time.monotonic()
        try:
            self.announce(name, given, seed, seconds)
            return self._asked[name, seed].result()
        finally:
            self.spent += time.monotonic() - began

    def printed(self) -> str:
        return "\n".join(text for session in self._sessions if (text := session.printed()))

    def reference(self) -> WorkerSession:
        raise AutograderError("A student's command has no reference solution to compare with.")

    def abandon(self) -> None:
        """Kill the workers, from any thread; whoever waits for a probe gets `Abandoned`."""
        for session in self._sessions:
            session.abandon()

    def close(self) -> None:
        for asked in self._asked.values():
            asked.cancel()
        self.abandon()
        # Nothing is closed that a thread still asks.
        wait(self._asked.values())
        for session in self._sessions:
            session.close()


@contextlib.contextmanager
def opened(
    workers: WorkerSource, assignment: Assignment, submission: Submission, training: bool, pool: ThreadPoolExecutor
) -> Iterator[SideBySide]:
    """Yield a session for a submission: several workers of one thread each, or one with all cores to train a network."""
    at_once, threads = (1, 0) if training else (AT_ONCE, 1)
    sessions = [WorkerSession(workers, assignment, submission, threads) for _ in range(at_once)]
    with contextlib.closing(SideBySide(sessions, pool)) as session:
        yield session


class EagerGrading(Grading):
    """A grading that asks a task's probes at once, and judges what failed before first.

    Args:
        assignment, submission, session, known, judged: as of any grading.
        failed_before: names of checks.
    """

    def __init__(
        self,
        assignment: Assignment,
        submission: Submission,
        session: SideBySide,
        known: Mapping[str, TaskResult],
        judged: Callable[[Task, CheckResult], None],
        failed_before: Iterable[str],
    ) -> None:
        super().__init__(assignment, submission, session, "cpu", VISIBLE_SEED, known, judged)
        self._side_by_side, self._failed_before = session, set(failed_before)

    def judge_checks(self, task: Task, checks: Iterable[Check]) -> tuple[CheckResult, ...]:
        in_order = list(checks)
        urgent_first = sorted(in_order, key=lambda check: check.name not in self._failed_before)
        for check in urgent_first:
            # Inputs that cannot be drawn are reported where the check is judged.
            with contextlib.suppress(Exception):
                given, seed = self.question(check)
                self._side_by_side.announce(check.probe, given.sent, seed, task.seconds)
        results = {result.name: result for result in super().judge_checks(task, urgent_first)}
        return tuple(results[check.name] for check in in_order)
