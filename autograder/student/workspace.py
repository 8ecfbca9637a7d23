"""A student's workspace: the last verdict on each task, what a change makes of it, and the grading that brings it up to date."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from autograder.assignment import Assignment, Task
from autograder.errors import AutograderError
from autograder.facts import Abandoned
from autograder.judge import CheckResult, Outcome, TaskResult, grading_pool
from autograder.student.fingerprints import fingerprints
from autograder.student.side_by_side import EagerGrading, SideBySide
from autograder.student.spare_workers import AT_ONCE, ReadyWorkers
from autograder.student.training_news import TrainingNews
from autograder.submission import Submission
from autograder.worker import WorkerSession, WorkerSource


@dataclass
class Standing:
    """What is known of one task.

    Attributes:
        result: what the last finished grading found; `None` before the first.
        of: fingerprint of the code that it is about.
        source: all of that code.
        checks: what the running grading has found so far.
    """

    result: TaskResult | None = None
    of: str = ""
    source: str = ""
    checks: list[CheckResult] = field(default_factory=list)

    def stands(self, fingerprint: str, source: str) -> bool:
        """Return whether the result is about this code. One that names lines is about these very lines."""
        if self.result is None or self.of != fingerprint:
            return False
        return self.source == source or not any(check.traceback for check in self.result.checks)


class Workspace:
    """Grades what a change has touched; one grading at a time, in a thread of its own.

    Args:
        assignment: as students have it.
        workers: where student code runs.
        tell: called from any thread when there is something new to see: "judged", "finished".
    """

    def __init__(self, assignment: Assignment, workers: WorkerSource, tell: Callable[[str], None]) -> None:
        self.assignment, self._tell = assignment, tell
        self.standings = {task.name: Standing() for task in assignment.tasks}
        # Tasks that train a network, and those that need one of them: too slow for every save.
        self.trains: set[str] = set()
        for task in assignment.tasks:
            if task.training or self.trains.intersection(task.needs):
                self.trains.add(task.name)
        self.running, self.trouble = "", ""
        self.began, self.seconds = 0.0, 0.0
        self.submission: Submission | None = None
        self._found: dict[str, str] = {}
        self._took: dict[str, float] = {}
        self.training = TrainingNews()
        self._ended = True
        self._plain, self._ready = workers, ReadyWorkers(workers, assignment)
        self._pool: ThreadPoolExecutor | None = None
        self._thread: threading.Thread | None = None
        self._session: SideBySide | None = None
        self._given_up = False
        self._todo: tuple[str, ...] = ()

    @contextlib.contextmanager
    def at_work(self) -> Iterator["Workspace"]:
        """Have workers ready for as long as this lasts."""
        with grading_pool(2 * AT_ONCE) as self._pool:
            self._ready.fill()
            try:
                yield self
            finally:
                self.give_up()
                self.wait()
                self._ready.close()

    @property
    def is_grading(self) -> bool:
        return not self._ended

    def stale(self, training: bool) -> tuple[str, ...]:
        """Return the tasks whose last verdict is about other code than the present, in order.

        Args:
            training: whether those that train a network count.
        """
        if self.submission is None:
            return ()
        return tuple(
            name
            for name, standing in self.standings.items()
            if (training or name not in self.trains) and not standing.stands(self._found[name], self.submission.source)
        )

    def forget(self, training: bool) -> None:
        """Have tasks graded again next time: those that train a network, or all others."""
        for name in self.standings:
            if (name in self.trains) == training:
                self.standings[name] = Standing()

    def takes(self, submission: Submission) -> bool:
        """Make this the present code; return whether the running grading, if there is one, is about what it replaces."""
        before, self._found = self._found, fingerprints(submission.source, self.assignment)
        self.submission = submission
        return self.is_grading and any(before[name] != self._found[name] for name in self._todo)

    def grade(self, saved: float, training: bool = False) -> bool:
        """Begin to grade what is not up to date; return whether there is anything. No grading may be running.

        Args:
            saved: the monotonic time from which the student waits.
            training: whether to train networks too.
        """
        self._todo = self.stale(training)
        if self.submission is None or not self._todo:
            return False
        self.wait()
        self.began, self._given_up, self._ended, self.trouble = saved, False, False, ""
        self._thread = threading.Thread(target=self._grade, args=(self.submission, self._found), name="grading")
        self._thread.start()
        return True

    def _grade(self, submission: Submission, found: dict[str, str]) -> None:
        try:
            for group, trains in self._groups():
                self._grade_group(submission, found, group, trains)
        except Abandoned:
            pass
        except Exception as error:  # noqa: BLE001
            self.trouble = str(error) if isinstance(error, AutograderError) else f"{type(error).__name__}: {error}"
        finally:
            self._todo, self.running = (), ""
            for standing in self.standings.values():
                standing.checks = []
            self._ready.fill()
            self._ended = True
            self._tell("finished")

    def _groups(self) -> list[tuple[tuple[str, ...], bool]]:
        """Return tasks to be graded in one session, structure first, and whether they train a network."""
        structure = tuple(name for name in self._todo if name not in self.trains)
        networks = tuple(name for name in self._todo if name in self.trains)
        return [(group, training) for group, training in ((structure, False), (networks, True)) if group]

    def _grade_group(self, submission: Submission, found: dict[str, str], tasks: Iterable[str], training: bool) -> None:
        known = {
            name: standing.result
            for name, standing in self.standings.items()
            if standing.result is not None and standing.stands(found[name], submission.source)
        }
        if self._pool is None:
            raise RuntimeError("A workspace is `at_work` while it grades.")
        source = self._plain if training else self._ready
        # To train a network one worker has all cores.
        at_once, threads = (1, 0) if training else (AT_ONCE, 1)
        sessions = [
            WorkerSession(source, self.assignment, submission, threads, self.training.hear) for _ in range(at_once)
        ]
        with contextlib.closing(SideBySide(sessions, self._pool, self._took)) as self._session:
            failed = {check.name for standing in self.standings.values() for check in _not_passed(standing)}
            grading = EagerGrading(self.assignment, submission, self._session, known, self._judged, failed)
            for name in tasks:
                self._begin(name)
                result = grading.task_result(name)
                self.standings[name] = Standing(result, found[name], submission.source)
                self.seconds = time.monotonic() - self.began
                self._tell("judged")

    def _begin(self, task: str) -> None:
        if self._given_up:
            raise Abandoned
        self.running, self.standings[task].checks = task, []
        self.training.begin(self.assignment.task(task).seconds)

    def _judged(self, task: Task, result: CheckResult) -> None:
        self.standings[task.name].checks.append(result)
        self._tell("judged")

    def give_up(self) -> None:
        """Have the running grading end without a verdict, soon; "finished" is told when it has."""
        self._given_up = True
        if self._session is not None:
            self._session.abandon()

    def wait(self) -> None:
        """Wait until nothing is graded."""
        if self._thread is not None:
            self._thread.join()

    def results(self) -> dict[str, TaskResult]:
        """Return the last verdict on each task that has one."""
        return {name: standing.result for name, standing in self.standings.items() if standing.result is not None}


def _not_passed(standing: Standing) -> list[CheckResult]:
    checks = standing.result.checks if standing.result is not None else ()
    return [check for check in checks if check.outcome is not Outcome.PASSED]
