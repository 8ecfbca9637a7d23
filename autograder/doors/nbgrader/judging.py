"""Grading inside nbgrader: preprocessors that take the place of the kernel."""

import functools
import secrets
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Integer, Unicode

from autograder.assignment import EMBEDDED, PROFILES, Assignment, find_assignment
from autograder.doors.nbgrader.gradebook import nbgrader_points
from autograder.doors.nbgrader.rebuild import printable
from autograder.doors.nbgrader.source import test_cell_id
from autograder.doors.nbgrader.workers import workers_for
from autograder.doors.one_submission import grade_folder
from autograder.errors import AutograderError
from autograder.facts import Session
from autograder.files import write_whole
from autograder.judge import Outcome, Record, TaskResult
from autograder.renderers import explain_task
from autograder.results import task_view
from autograder.submission import Submission
from autograder.worker import open_session

_ATTENTION = "autograder_needs_attention"


class GradeWithJudge(NbGraderPreprocessor):
    """Grades the submitted folder with the kit's judge and writes explanation and points into each test cell.

    No student code runs in this process, and none in a kernel. Each record is written to
    `results/<assignment>/<student>.json` in the course folder.
    """

    kit = Unicode(help="The folder that holds assignments/ and solutions/.").tag(config=True)
    profile = Unicode(EMBEDDED, help=f"Where accuracy is measured: {' or '.join(PROFILES)}.").tag(config=True)
    seed = Integer(
        None, allow_none=True, help="What hidden inputs are drawn from; drawn anew for each submission unless set."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Grade one student's work.

        Raises:
            AutograderError: the assignment, its release and the gradebook do not fit together. Nothing is graded then.
        """
        course = self.parent.parent.coursedir
        student, name = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        assignment = _assignment(name, Path(self.kit))
        cells = _test_cells(nb, assignment)
        record, notes = self._grade(
            Path(course.format_path(course.submitted_directory, student, name)), student, assignment
        )
        _keep_record(Path(course.root) / "results" / name / f"{student}.json", record)
        for result in record.tasks:
            cell = cells[result.task]
            cell.outputs, cell.execution_count = _outputs(result, notes), 1
            if result.outcome is Outcome.GRADER_ERROR:
                resources.setdefault(_ATTENTION, []).append(cell.metadata.nbgrader.grade_id)
                self.log.error(
                    "The grader itself failed in task '%s' of %s; it is left for manual grading. %s",
                    result.task,
                    student,
                    _why(result),
                )
        return nb, resources

    def _grade(self, folder: Path, student: str, assignment: Assignment) -> tuple[Record, tuple[str, ...]]:
        """Return the record, and notes for the student. Whatever happens, it happens to this student only, and the record says so."""
        seed = secrets.randbits(128) if self.seed is None else self.seed

        def opened(submission: Submission) -> Session:
            return open_session(workers_for(self.profile), assignment, submission)

        graded = grade_folder(folder, student, assignment, self.profile, seed, opened)
        notes = graded.submission.notes if graded.submission else ()
        if graded.submission and graded.submission.filename.endswith(".py"):
            notes += (f"{graded.submission.filename} was graded, because this notebook is as it was handed out.",)
        return graded.record, notes


class AskForManualGrade(NbGraderPreprocessor):
    """Takes back the zero that nbgrader saved where the grader itself failed, and marks the cell for manual grading."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Leave the scores of the cells in question open."""
        marks = resources["nbgrader"]
        if not resources.get(_ATTENTION):
            return nb, resources
        with Gradebook(marks["db_url"]) as gradebook:
            for grade_id in resources[_ATTENTION]:
                grade = gradebook.find_grade(grade_id, marks["notebook"], marks["assignment"], marks["student"])
                grade.auto_score, grade.needs_manual_grade = None, True
            gradebook.db.commit()
        return nb, resources


@functools.cache
def _assignment(name: str, kit: Path) -> Assignment:
    assignment = find_assignment(name, kit, with_solutions=True)
    if assignment.stub_source is None:
        raise AutograderError(
            f"Which tasks were attempted is seen from the stub. {assignment.folder / 'stub.py'} is missing. Run `autograder release {name}`."
        )
    return assignment


def _test_cells(nb: NotebookNode, assignment: Assignment) -> dict[str, NotebookNode]:
    """Return each task's test cell.

    Raises:
        AutograderError: the notebook that was released asks for other tasks or points than the assignment.
    """
    again = f"Run `nbgrader generate_assignment {assignment.name} --force`, then autograde again."
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if utils.is_grade(cell)}
    wanted = {test_cell_id(task.name): float(task.points) for task in assignment.tasks}
    found = {grade_id: float(cell.metadata.nbgrader.points) for grade_id, cell in cells.items()}
    if found != wanted:
        raise AutograderError(
            f"The released notebook has the assignment's tasks and points. Received {found} instead of {wanted}. {again}"
        )
    return {task.name: cells[test_cell_id(task.name)] for task in assignment.tasks}


def _outputs(result: TaskResult, notes: tuple[str, ...]) -> list[NotebookNode]:
    """Return a test cell's outputs: the explanation, and the one number that nbgrader reads as points."""
    text = "\n".join([*notes, explain_task(task_view(result)), ""])
    return [
        new_output("stream", name="stdout", text=printable(text)),
        new_output("execute_result", data={"text/plain": repr(nbgrader_points(result))}, execution_count=1),
    ]


def _why(result: TaskResult) -> str:
    return result.reason or next((check.help for check in result.checks if check.outcome is Outcome.GRADER_ERROR), "")


def _keep_record(path: Path, record: Record) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, (record.to_json() + "\n").encode())
