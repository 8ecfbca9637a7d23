"""A submission, read as text and never executed here: what is graded of a folder, and what its code depends on."""

from autograder.submission.dependencies import Code, read_code, separable_code
from autograder.submission.notebooks import MOST_CELLS, SET_UP, TEST_CELL, mark_of, read_notebook
from autograder.submission.reading import (
    definitions_by_task,
    read_submission,
    shape_of,
    submission_from_source,
    untouched_tasks,
)
from autograder.submission.reference import reference_submission
from autograder.submission.submission import Submission

__all__ = [
    "Code",
    "MOST_CELLS",
    "SET_UP",
    "Submission",
    "TEST_CELL",
    "definitions_by_task",
    "mark_of",
    "read_code",
    "read_notebook",
    "read_submission",
    "reference_submission",
    "separable_code",
    "shape_of",
    "submission_from_source",
    "untouched_tasks",
]
