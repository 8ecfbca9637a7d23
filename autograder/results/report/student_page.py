"""One student's result as one self-contained HTML page."""

from collections.abc import Mapping, Sequence

from autograder.assignment import Assignment
from autograder.authoring import Illustration
from autograder.judge import Record
from autograder.renderers import next_step
from autograder.results.report.pages import page
from autograder.results.student_view import student_view


def student_page(
    assignment: Assignment, record: Record, pictures: Mapping[str, Sequence[Illustration]], whole: bool = False
) -> str:
    """Return the page's HTML. Everything that the student wrote is escaped.

    Args:
        assignment: what was graded.
        record: what came of it.
        pictures: by name of task or check.
        whole: whether to show the cases of hidden checks and where the grader failed, which is for instructors.
    """
    seen = record if whole else student_view(record)
    advice = next_step(assignment, {task.task: task for task in seen.tasks})
    title = f"{assignment.name}: {assignment.title}"
    return page("student.html.j2", title=title, record=seen, pictures=pictures, whole=whole, next=advice)
