"""Grading one submission: probes its tasks in order, judges the facts, and puts the record together.

Every door uses this: the student's pytest, nbgrader, and the batch.
"""

import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from autograder.assignment import Assignment, Task
from autograder.authoring import Check, CheckFailed
from autograder.errors import AutograderError, NotCalibrated
from autograder.facts import PROBES_FAULT, REFERENCE, WHEN_USED, Crash, Session, facts_to_plain, versions_behind
from autograder.judge.outcomes import Outcome, combine
from autograder.judge.questions import VISIBLE_SEED, Question, question_of
from autograder.judge.record import CheckResult, Record, TaskResult
from autograder.submission import Submission


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
        self._answered: dict[str, Any] = {}
        # Facts as plain data, those of the reference too, by their keys; and the seconds that the submission's took in the worker.
        self.facts: dict[str, Any] = {}
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
            score=sum((task.score for task in tasks), 0.0),
            max_score=self.assignment.max_score,
            seconds=round(time.monotonic() - started, 3),
            tasks=tasks,
            source_sha256=self.submission.sha256,
            notes=self.submission.notes,
            versions=versions_behind(self.assignment.probing_files),
            sandboxed=self._session.sandboxed if self.facts else None,
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

    def look(self, check: Check) -> tuple[Any, Question]:
        """Return what a check judges: facts, or a crash, and the question that they answer."""
        self._stop_at = self._session.spent + self.assignment.task(check.task).seconds
        question = self.question(check)
        return self._answer_to(question), question

    def failed_arrays(self, check: Check) -> tuple[Any, Any] | None:
        """Return the arrays, received and expected, of one shape, that a visible check found to differ; nothing where it is not that."""
        facts, question = self.look(check)
        if isinstance(facts, Crash):
            return None
        try:
            check.function(**question.offered(check.function, facts, self.profile))
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
            question = self.question(check, seed)
        except AutograderError as error:
            return _result(check, Outcome.GRADER_ERROR, help=str(error))
        except Exception:  # noqa: BLE001 - an assignment's drawing function is not the student's fault
            return _broken(check, "The inputs could not be drawn.")
        try:
            return self._judge_answer(check, question)
        except AutograderError as error:
            return _result(check, Outcome.GRADER_ERROR, help=str(error))

    def _judge_answer(self, check: Check, question: Question) -> CheckResult:
        facts = self._answer_to(question)
        if isinstance(facts, Crash):
            return self._judge_crash(check, question, facts)
        more = {}
        if "reference" in check.parameters:
            more["reference"] = self._facts_of_reference(check, question)
            if isinstance(more["reference"], Crash):
                sentence = f"The reference solution crashed: {more['reference'].sentence}"
                return _result(check, Outcome.GRADER_ERROR, help=sentence)
        try:
            arguments = question.offered(check.function, facts, self.profile, **more)
        except AutograderError as error:
            return _result(check, Outcome.GRADER_ERROR, help=str(error))
        except Exception:  # noqa: BLE001 - nor is its computing function
            return _broken(check, "What must come out could not be computed.")
        return run_check(check, arguments)

    def _judge_crash(self, check: Check, question: Question, crash: Crash) -> CheckResult:
        """A probe that fails by itself is the grader's fault; one that fails with what the code returned may be."""
        ours = crash.kind == PROBES_FAULT
        if crash.kind == WHEN_USED and self.assignment.solution_folder is not None:
            reference = self._facts_of_reference(check, question)
            ours = isinstance(reference, Crash) and reference.kind in (WHEN_USED, PROBES_FAULT)
        if ours:
            return _result(check, Outcome.GRADER_ERROR, help=f"The probe itself broke. {crash.sentence}")
        return _result(check, Outcome.CRASHED, received=crash.sentence, traceback=crash.traceback)

    def question(self, check: Check, seed: int | None = None) -> Question:
        """Return what is asked for a check, as the run draws it unless another seed is given."""
        return question_of(self.assignment, check, self._seed if seed is None else seed, self.profile)

    def _answer_to(self, question: Question) -> Any:
        if question.key not in self._answered:
            self._answered[question.key] = self._ask(question)
        return self._answered[question.key]

    def _ask(self, question: Question) -> Any:
        began = self._session.spent
        left = self._stop_at - began
        if left > 0:
            facts = self._session.probe(question.probe, question.given.sent, question.worker_seed, left)
        else:
            facts = Crash("time", "The task's time was used up before this was looked at.")
        self.facts[question.key] = facts_to_plain(facts)
        self.seconds[question.key] = round(self._session.spent - began, 3)
        return facts

    def _facts_of_reference(self, check: Check, question: Question) -> Any:
        """Return what the reference solution gives for the same question."""
        seconds = self.assignment.task(check.task).seconds
        asked = question.probe, question.given.sent, question.worker_seed
        facts = self._session.reference().probe(*asked, seconds)
        self.facts[f"{REFERENCE}{question.key}"] = facts_to_plain(facts)
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
        return _broken(check, "The check itself broke; this is not the student's fault and needs the instructor.")
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
        0.0,
        assignment.max_score,
        0.0,
        tuple(tasks),
        "",
        (),
        versions_behind(assignment.probing_files),
    )


def _result(check: Check, outcome: Outcome, **texts: str) -> CheckResult:
    result = CheckResult(check.name, check.sentence, outcome, float(check.points), hidden=check.hidden)
    changes: dict[str, Any] = dict(texts)
    return replace(result, **changes)


def _broken(check: Check, help: str) -> CheckResult:
    """Return the result of a check that the exception at hand kept from being judged."""
    return _result(check, Outcome.GRADER_ERROR, help=help, traceback=traceback.format_exc())


def _task_result(task: Task, checks: tuple[CheckResult, ...], reason: str = "", printed: str = "") -> TaskResult:
    score, max_score = sum((check.earned for check in checks), 0.0), sum((check.points for check in checks), 0.0)
    return TaskResult(
        task.name, task.title, combine(check.outcome for check in checks), score, max_score, checks, reason, printed
    )
