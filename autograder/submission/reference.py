"""The reference solution, as somebody's work."""

from autograder.assignment import Assignment
from autograder.submission.submission import Submission


def reference_submission(assignment: Assignment) -> Submission:
    """Return the reference solution as somebody's work.

    Raises:
        AssignmentError: there is none, or the instructors' folder was not given.
    """
    return Submission("reference", f"{assignment.module}.py", assignment.reference_source(), frozenset())
