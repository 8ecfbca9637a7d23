"""Grading one submission: probes its tasks in order, judges the facts, and puts the record together.

Every door uses this: the student's pytest, nbgrader, and the batch.
"""

import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from autograder.assignment import Assignment
from autograder.basis import graded_with
from autograder.checks import Check
from autograder.comparing import CheckFailed
from autograder.description import Task
from autograder.errors import AutograderError, NotCalibrated
from autograder.inputs import VISIBLE_SEED, Inputs, derived_seed, draw, seed_of_hidden_cases
from autograder.outcomes import Outcome, combine
from autograder.record import CheckResult, Record, TaskResult
from autograder.sessions import REFERENCE, Session
from autograder.submission import Submission
from autograder.worker.messages import Crash, facts_to_plain


class _Asked(NamedTuple):
    facts: Any
    given: Inputs
    worker_seed: int


class Grading:
    """One submission being graded, task by task, each at most once.

    Args:
        assignment: with or without hidden checks.
        submission: the student's work.
        session: where it is loaded.
        profile: `cpu` or `gpu`.
        seed: what inputs are drawn from, those of visible checks as well; keep it from the student until it was used.
        known: results of tasks that need not be graded again.
        judged: called with each task and check that was judged, as soon as it was.
    """

    def __init__(
        self,
        assignment: Assignment,
        submission: Submission,
        session: Session,
        profile: str,
        seed: int,
        known: Mapping[str, TaskResult] | None = None,
        judged: Callable[[Task, CheckResult], None] = lambda task, result: None,
    ) -> None:
        self.assignment, self.submission = assignment, submission
        self.profile = assignment.profile(profile)
        self._session, self._seed = session, seed
        self._results: dict[str, TaskResult] = dict(known or {})
        self._judged = judged
        self._stop_at = 0.0
        # Of each task that was run, whether the tasks that need it may go on.
        self._standing: dict[str, bool] = {}
        self._facts: dict[tuple[str, int], _Asked] = {}
        self.kept: dict[str, Any] = {}
        # Seconds that each of them took in the worker.
        self.seconds: dict[str, float] = {}

    def task_result(self, name: str) -> TaskResult:
        """Grade task `name`, and before it the tasks that it needs."""
        if name not in self._results:
            self._results[name] = self._grade(self.assignment.task(name))
        return self._results[name]

    def record(self) -> Record:
        """Grade all tasks and return the record."""
        started = time.monotonic()
        tasks = tuple(self.task_result(task.name) for task in self.assignment.tasks)
        return Record(
            submission=self.submission.name,
            assignment=self.assignment.name,
            profile=self.profile.name,
            seed=self._seed,
            score=sum(task.score for task in tasks),
            max_score=self.assignment.max_score,
            seconds=round(time.monotonic() - started, 3),
            tasks=tasks,
            source_sha256=self.submission.sha256,
            notes=self.submission.notes,
            versions=graded_with(self.assignment),
            sandboxed=self._session.sandboxed if self.kept else None,
        )

    def _grade(self, task: Task) -> TaskResult:
        if task.name in self.submission.untouched:
            return self._without_running(task, Outcome.UNATTEMPTED, "The stub is untouched.")
        waiting = [need for need in task.needs if not self._stands(need)]
        if waiting:
            titles = " and ".join(f"'{self.assignment.task(need).title}'" for need in waiting)
            return self._without_running(task, Outcome.BLOCKED, f"Waits for {titles}: mend that first.")
        checks = self.judge_checks(task, self.assignment.checks_of(task.name))
        self._standing[task.name] = self._passed_where_visible(task, checks)
        return _task_result(task, checks, printed=self._session.printed())

    def judge_checks(self, task: Task, checks: Iterable[Check]) -> tuple[CheckResult, ...]:
        """Judge some checks of a task within its time, whether or not the tasks that it needs stand."""
        self._stop_at = self._session.spent + task.seconds
        return tuple(self._judge_and_tell(task, check) for check in checks)

    def _stands(self, name: str) -> bool:
        """A task waits for what its student can see; hidden checks block nothing."""
        result = self.task_result(name)
        passed = all(check.outcome is Outcome.PASSED for check in result.checks if not check.hidden)
        return self._standing.get(name, passed)

    def _passed_where_visible(self, task: Task, results: tuple[CheckResult, ...]) -> bool:
        """Return whether all visible checks passed, at least on the cases that the student has seen.

        A run draws cases of its own for visible checks too. What fails on these alone costs its points, but no later task's: its
        student could not know.
        """
        missed = {result.name for result in results if not result.hidden and result.outcome is not Outcome.PASSED}
        needed = any(task.name in other.needs for other in self.assignment.tasks)
        if not missed or not needed or task.training or self._seed == VISIBLE_SEED:
            return not missed
        again = (check for check in self.assignment.checks_of(task.name) if check.name in missed)
        return all(self._judge(check, VISIBLE_SEED).outcome is Outcome.PASSED for check in again)

    def _judge_and_tell(self, task: Task, check: Check) -> CheckResult:
        result = self._judge(check, self._seed)
        self._judged(task, result)
        return result

    def look(self, check: Check) -> tuple[Any, Inputs]:
        """Return what a check judges: facts, or a crash, and the inputs that they answer."""
        self._stop_at = self._session.spent + self.assignment.task(check.task).seconds
        asked = self._facts_for(check, self._seed)
        return asked.facts, asked.given

    def failed_arrays(self, check: Check) -> tuple[Any, Any] | None:
        """Return the arrays, received and expected, of one shape, that a visible check found to differ; nothing where it is not that."""
        facts, given = self.look(check)
        if isinstance(facts, Crash):
            return None
        offered = {check.probe: facts, "given": given, "threshold": self.profile.thresholds}
        try:
            check.function(**{name: offered[name] for name in check.parameters})
        except CheckFailed as failure:
            return failure.arrays
        except Exception:  # noqa: BLE001 - the record says already that this check broke
            return None
        return None

    def _without_running(self, task: Task, outcome: Outcome, reason: str) -> TaskResult:
        checks = tuple(_result(check, outcome) for check in self.assignment.checks_of(task.name))
        return _task_result(task, checks, reason)

    def _judge(self, check: Check, seed: int) -> CheckResult:
        try:
            facts, given, worker_seed = self._facts_for(check, seed)
        except AutograderError as error:
            return _result(check, Outcome.GRADER_ERROR, help=str(error))
        except Exception:  # noqa: BLE001 - an assignment's drawing function is not the student's fault
            return _result(
                check, Outcome.GRADER_ERROR, help="The inputs could not be drawn.", traceback=traceback.format_exc()
            )
        if isinstance(facts, Crash):
            return _result(check, Outcome.CRASHED, received=facts.sentence, traceback=facts.traceback)
        offered = {check.probe: facts, "given": given, "threshold": self.profile.thresholds}
        if "reference" in check.parameters:
            reference = self._reference_facts(check, given, worker_seed)
            if isinstance(reference, Crash):
                return _result(
                    check, Outcome.GRADER_ERROR, help=f"The reference solution crashed: {reference.sentence}"
                )
            offered["reference"] = reference
        return run_check(check, {name: offered[name] for name in check.parameters})

    def _facts_for(self, check: Check, seed: int) -> "_Asked":
        given, worker_seed = self.question(check, seed)
        key = (check.probe, worker_seed)
        if key not in self._facts:
            self._facts[key] = _Asked(self._ask(check.probe, given, worker_seed), given, worker_seed)
        return self._facts[key]

    def question(self, check: Check, seed: int | None = None) -> tuple[Inputs, int]:
        """Return the inputs of a check's probe and the worker's seed, as the run draws them unless another seed is given."""
        seed = self._seed if seed is None else seed
        visible = self.assignment.visible_inputs.get(check.probe)
        function = self.assignment.hidden_inputs.get(check.probe, visible) if check.hidden else visible
        # A hidden check on cases of the same kind judges the same facts; on cases of its own it has its own draw.
        seed = seed if function is visible else seed_of_hidden_cases(seed)
        # The worker's own seed must not tell it the judge's, from which labels are drawn.
        return draw(function, check.probe, seed, self.profile), derived_seed(seed, check.probe)

    def _ask(self, probe: str, given: Inputs, worker_seed: int) -> Any:
        began = self._session.spent
        left = self._stop_at - began
        if left > 0:
            facts = self._session.probe(probe, given.sent, worker_seed, left)
        else:
            facts = Crash("time", "The task's time was used up before this was looked at.")
        self.kept[f"{probe}/{worker_seed}"] = facts_to_plain(facts)
        self.seconds[f"{probe}/{worker_seed}"] = round(self._session.spent - began, 3)
        return facts

    def _reference_facts(self, check: Check, given: Inputs, worker_seed: int) -> Any:
        """Return what the reference solution gives on the inputs of a hidden check."""
        seconds = self.assignment.task(check.task).seconds
        facts = self._session.reference().probe(check.probe, given.sent, worker_seed, seconds)
        self.kept[f"{REFERENCE}{check.probe}/{worker_seed}"] = facts_to_plain(facts)
        return facts


def run_check(check: Check, arguments: dict[str, Any]) -> CheckResult:
    """Run one check on facts. An error in the check itself is the grader's, never the student's."""
    try:
        check.function(**arguments)
    except CheckFailed as failure:
        return _result(
            check, Outcome.FAILED, expected=failure.expected, received=failure.received, help=failure.help_line
        )
    except NotCalibrated as error:
        return _result(check, Outcome.GRADER_ERROR, help=str(error))
    except Exception:  # noqa: BLE001 - a check that breaks is the grader's error, and must not stop the class
        help_line = "The check itself broke; this is not the student's fault and needs the instructor."
        return _result(check, Outcome.GRADER_ERROR, help=help_line, traceback=traceback.format_exc())
    return _result(check, Outcome.PASSED)


def ungradable(assignment: Assignment, name: str, outcome: Outcome, sentence: str, profile: str, seed: int) -> Record:
    """Return the record of a submission that no task could be graded of; the sentence says why."""
    tasks = []
    for task in assignment.tasks:
        checks = tuple(_result(check, outcome) for check in assignment.checks_of(task.name))
        tasks.append(_task_result(task, checks, sentence))
    return Record(
        name,
        assignment.name,
        profile,
        seed,
        0,
        assignment.max_score,
        0.0,
        tuple(tasks),
        "",
        (),
        graded_with(assignment),
    )


def _result(check: Check, outcome: Outcome, **texts: str) -> CheckResult:
    result = CheckResult(check.name, check.sentence, outcome, check.points, hidden=check.hidden)
    changes: dict[str, Any] = dict(texts)
    return replace(result, **changes)


def _task_result(task: Task, checks: tuple[CheckResult, ...], reason: str = "", printed: str = "") -> TaskResult:
    score, max_score = sum(check.earned for check in checks), sum(check.points for check in checks)
    return TaskResult(
        task.name, task.title, combine(check.outcome for check in checks), score, max_score, checks, reason, printed
    )
