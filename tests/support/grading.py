"""Grading a source text in a worker, and what its record says."""

import contextlib

from autograder.assignment import Assignment
from autograder.judge import CheckResult, Grading, Outcome, Record
from autograder.submission import submission_from_source
from autograder.worker import Workers, WorkerSession


def grade(assignment: Assignment, source: str, workers: Workers, seed: int = 7) -> Record:
    """Return the record of a source text."""
    submission = submission_from_source("ada", f"{assignment.module}.py", source, assignment)
    with contextlib.closing(WorkerSession(workers, assignment, submission)) as session:
        return Grading(assignment, submission, session, "cpu", seed).record()


def outcomes(record: Record) -> list[str]:
    return [str(task.outcome) for task in record.tasks]


def first_bad_check(record: Record) -> CheckResult:
    """Return the first check that is not passed."""
    return next(check for task in record.tasks for check in task.checks if check.outcome is not Outcome.PASSED)
