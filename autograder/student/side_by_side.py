"""A task's probes side by side: one session over several workers, and a grading that makes use of it."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from autograder.assignment import EMBEDDED, Assignment, Task
from autograder.authoring import Check
from autograder.errors import AutograderError
from autograder.judge import VISIBLE_SEED, CheckResult, Grading, Question, TaskResult
from autograder.submission import Submission
from autograder.worker import WorkerSession

_TICK_SECONDS, _GRACE_SECONDS = 0.2, 1.0


class SideBySide:
    """A session that asks announced probes in several workers at once.

    Args:
        sessions: of the same submission.
        pool: as many threads as there are sessions.
        took: for each probe the seconds that it took last; brought up to date.
    """

    def __init__(self, sessions: Iterable[WorkerSession], pool: ThreadPoolExecutor, took: dict[str, float]) -> None:
        self._sessions, self._pool, self.took = tuple(sessions), pool, took
        self._free: queue.SimpleQueue[WorkerSession] = queue.SimpleQueue()
        for session in self._sessions:
            self._free.put(session)
        self._asked: dict[str, Future[Any]] = {}
        # How many probes run, since when one has, and for how long there was one before.
        self._lock, self._running, self._since, self._before = threading.Lock(), 0, 0.0, 0.0

    @property
    def spent(self) -> float:
        with self._lock:
            return self._before + (time.monotonic() - self._since if self._running else 0.0)

    @property
    def sandboxed(self) -> bool:
        return self._sessions[0].sandboxed

    def announce(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> None:
        """Begin to ask a probe as soon as a worker is free; a probe is asked once."""
        if name not in self._asked:
            self._asked[name] = self._pool.submit(self._ask, name, given, seed, seconds)

    def _ask(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        session = self._free.get()
        try:
            # Starting a worker is not the student's time.
            session.load()
            with self._counting():
                began = time.monotonic()
                facts = session.probe(name, given, seed, seconds)
                self.took[name] = time.monotonic() - began
            return facts
        finally:
            self._free.put(session)

    @contextlib.contextmanager
    def _counting(self) -> Iterator[None]:
        """Count the time of a probe; that of several at once counts once, for it is what the student waits."""
        with self._lock:
            self._since = self._since if self._running else time.monotonic()
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1
                if not self._running:
                    self._before += time.monotonic() - self._since

    def answered(self, names: Collection[str], until: float) -> set[str]:
        """Wait until one of these probes has answered, or so much time was spent; return those that have."""
        asked = [self._asked[name] for name in names if name in self._asked]
        while asked and self.spent < until:
            if wait(asked, _TICK_SECONDS, FIRST_COMPLETED).done:
                break
        return {name for name in names if name not in self._asked or self.has_answered(name)}

    def has_answered(self, name: str) -> bool:
        """Return whether a probe was asked and its answer is there."""
        return name in self._asked and self._asked[name].done()

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        self.announce(name, given, seed, seconds)
        return self._asked[name].result()

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


class EagerGrading(Grading):
    """A grading that asks all probes of a task at once, and judges each check as soon as its facts are there.

    What failed before is asked first, then what took longest, so that no worker is left with a long probe at the end.

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
        super().__init__(assignment, submission, session, EMBEDDED, VISIBLE_SEED, known, judged)
        self._side_by_side, self._failed_before = session, set(failed_before)

    def judge_checks(self, task: Task, checks: Iterable[Check]) -> tuple[CheckResult, ...]:
        self._stop_at = self._session.spent + task.seconds
        waiting = list(checks)
        names = [check.name for check in waiting]
        for check in sorted(waiting, key=self._urgency):
            # Inputs that cannot be drawn are reported where the check is judged.
            with contextlib.suppress(Exception):
                question = self.question(check)
                self._side_by_side.announce(check.probe, question.given.sent, question.worker_seed, task.seconds)
        results: dict[str, CheckResult] = {}
        while waiting:
            # A probe that takes too long is stopped by its worker's line, whose sentence says more than ours.
            until = self._stop_at + _GRACE_SECONDS
            answered = self._side_by_side.answered({check.probe for check in waiting}, until)
            # Where time is used up, the first in turn is told so.
            check = next((check for check in waiting if check.probe in answered), waiting[0])
            waiting.remove(check)
            results[check.name] = self._judge_and_tell(task, check)
        return tuple(results[name] for name in names)

    def _ask(self, question: Question) -> Any:
        if self._side_by_side.has_answered(question.probe):
            return self._side_by_side.probe(question.probe, question.given.sent, question.worker_seed, 0)
        return super()._ask(question)

    def _urgency(self, check: Check) -> tuple[bool, float]:
        return check.name not in self._failed_before, -self._side_by_side.took.get(check.probe, 0.0)
