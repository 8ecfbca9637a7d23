"""Points straight into nbgrader's gradebook, through nbgrader's own interface."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry

from autograder.assignment import module_name
from autograder.doors.nbgrader.source import test_cell_id
from autograder.errors import AutograderError
from autograder.judge import Outcome, Record, TaskResult
from autograder.results import visible_name


def write_gradebook(records: Sequence[Record], database: str) -> None:
    """Write each submission's points; a second time with the same records changes nothing.

    A student's id is the submission's folder name. Points given by hand stay. Where the grader itself failed, the cell is left
    for manual grading.

    Args:
        records: of one assignment.
        database: the gradebook's file, or an address such as sqlite:////course/gradebook.db.

    Raises:
        AutograderError: the gradebook has other tasks or points than the records.
    """
    offer_alembic()
    address = database if "://" in database else f"sqlite:///{Path(database).resolve()}"
    first = records[0]
    notebook = module_name(Path(first.assignment))
    with Gradebook(address) as gradebook:
        _find_or_add(gradebook, first, notebook)
        for record in records:
            student = visible_name(record.submission)
            gradebook.update_or_create_student(student)
            with gradebook.db.no_autoflush:  # SQLAlchemy warns of how nbgrader builds a submission otherwise
                gradebook.update_or_create_submission(record.assignment, student)
            for task in record.tasks:
                grade = gradebook.find_grade(test_cell_id(task.task), notebook, record.assignment, student)
                failed = task.outcome is Outcome.GRADER_ERROR
                grade.auto_score, grade.needs_manual_grade = None if failed else nbgrader_points(task), failed
        gradebook.db.commit()


def offer_alembic() -> None:
    """Put this environment's programs first: nbgrader calls `alembic` by its bare name to set up a gradebook."""
    programs = str(Path(sys.executable).parent)
    if not os.environ.get("PATH", "").startswith(programs + os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", os.defpath)])


def nbgrader_points(task: TaskResult) -> float:
    """Return a task's points; sums of fractions may exceed the most by a rounding error, which nbgrader refuses."""
    return min(round(float(task.score), 6), float(task.max_score))


def _find_or_add(gradebook: Gradebook, record: Record, notebook: str) -> None:
    wanted = {test_cell_id(task.task): float(task.max_score) for task in record.tasks}
    try:
        assignment = gradebook.find_assignment(record.assignment)
    except MissingEntry:
        gradebook.add_assignment(record.assignment)
        gradebook.add_notebook(notebook, record.assignment)
        for name, most in wanted.items():
            gradebook.add_grade_cell(name, notebook, record.assignment, max_score=most, cell_type="code")
        return
    found = _cells_of(assignment, notebook)
    if found != wanted:
        raise AutograderError(
            f"A gradebook has the assignment's tasks and points. Received {found} instead of {wanted}. "
            f"Run `nbgrader generate_assignment {record.assignment} --force`, or name another gradebook with --out."
        )


def _cells_of(assignment: Assignment, notebook: str) -> dict[str, float]:
    return {
        cell.name: float(cell.max_score)
        for known in assignment.notebooks
        if known.name == notebook
        for cell in known.grade_cells
    }
