"""One submission through whatever door: read, graded, and never the end of the others."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from autograder.assignment import Assignment
from autograder.errors import SubmissionError, WorkerError
from autograder.facts import Session
from autograder.judge import Grading, Outcome, Record, ungradable
from autograder.submission import Submission, read_submission

OpenSession = Callable[[Submission], Session]


class Graded(NamedTuple):
    """A record and, where the submission could be read, what was graded."""

    record: Record
    submission: Submission | None = None
    grading: Grading | None = None


def grade_folder(
    folder: Path, name: str, assignment: Assignment, profile: str, seed: int, opened: OpenSession
) -> Graded:
    """Grade one submission. Whatever happens, it happens to this one only, and a record says so.

    Args:
        folder: the student's.
        name: whose it is, for the record.
        assignment: with its instructors' folder.
        profile: `cpu` or `gpu`.
        seed: what inputs are drawn from.
        opened: opens a session for a submission.
    """
    submission = None
    try:
        submission = replace(read_submission(folder, assignment), name=name)
        with contextlib.closing(opened(submission)) as session:
            grading = Grading(assignment, submission, session, profile, seed)
            return Graded(grading.record(), submission, grading)
    except (SubmissionError, OSError) as error:
        outcome = Outcome.CRASHED if submission is None else Outcome.GRADER_ERROR
        sentence = str(error) if submission is None else _fault(error)
    except WorkerError as error:
        outcome, sentence = Outcome.GRADER_ERROR, str(error)
    # A fault of the grader must cost one record, not the class.
    except Exception as error:  # noqa: BLE001
        outcome, sentence = Outcome.GRADER_ERROR, _fault(error)
    return Graded(ungradable(assignment, name, outcome, sentence, profile, seed), submission)


def _fault(error: Exception) -> str:
    return f"The grader itself failed: {type(error).__name__}: {error}"
