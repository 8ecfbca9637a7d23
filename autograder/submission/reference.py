"""The reference solution, as somebody's work."""

import re

from autograder.assignment import Assignment
from autograder.errors import AssignmentError
from autograder.submission.reading import Submission, submission_from_source

_SOLUTION_MARK = re.compile(r"^\s*### (BEGIN|END) SOLUTION\s*$")


def reference_source(assignment: Assignment) -> str:
    """Return the reference solution without the marks of its solution regions.

    Raises:
        AssignmentError: there is none, or the instructors' folder was not given.
    """
    if assignment.solution_folder is None:
        raise AssignmentError(
            assignment.folder, None, "The reference solution lies in the instructors' folder, which was not given."
        )
    path = assignment.solution_folder / f"{assignment.module}.py"
    if not path.exists():
        raise AssignmentError(path, None, "An assignment has a reference solution; it is missing.")
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not _SOLUTION_MARK.match(line)) + "\n"


def reference_submission(assignment: Assignment) -> Submission:
    """Return the reference solution as somebody's work."""
    return submission_from_source("reference", f"{assignment.module}.py", reference_source(assignment), assignment)
