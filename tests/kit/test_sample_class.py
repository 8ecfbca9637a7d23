"""The main job: the sample classes are graded, and their tables are right line by line."""

import html
import io

import pytest
from rich.console import Console

from autograder.doors.batch.classes import grade_class
from autograder.judge import Outcome
from autograder.renderers.table import print_class
from autograder.results import open_run
from autograder.results.report.class_page import class_report
from autograder.results.report.student_page import student_page
from tests.conftest import ASSIGNMENTS, ISOLATED
from tests.support import ROOT
from tests.support.sample_class import CLASSES, write_class


@pytest.fixture(scope="session")
def graded_class(assignment, tmp_path_factory):
    """An assignment's students and the records of their work."""
    folder = tmp_path_factory.mktemp("class")
    students = write_class(assignment, folder / "submissions")
    run = open_run(folder / "out", assignment.name, "cpu", 1)
    return students, list(
        grade_class(run, sorted((folder / "submissions").iterdir()), assignment, 2, isolated=ISOLATED)
    )


def test_each_assignment_has_a_sample_class():
    assert list(CLASSES) == ASSIGNMENTS


def test_the_sample_class_gets_its_marks(graded_class):
    students, records = graded_class
    received = {record.submission: (tuple(map(str, record.outcomes)), record.score) for record in records}
    assert received == {student.name: (student.outcomes, student.score) for student in students}


def test_the_table_is_right_line_by_line_and_stands_in_the_docs(assignment, graded_class):
    students, records = graded_class
    lines = printed_table(assignment, records)
    for student in students:
        points, *cells = next(line for line in lines if student.name in line).split()[1:]
        assert points == f"{student.score:g}/{assignment.max_score:g}"
        assert [word for word in cells if "/" not in word] == list(student.outcomes)
    shown = (ROOT / "docs" / "demo.md").read_text()
    assert [line.rstrip() for line in lines if line.strip() and line.rstrip() not in shown] == []


def test_pages_say_what_tasks_wait_for_and_show_no_hidden_check(assignment, graded_class):
    records = graded_class[1]
    page = class_report(assignment, records) + "".join(student_page(assignment, record, {}) for record in records)
    reasons = {task.reason for record in records for task in record.tasks if task.outcome is Outcome.BLOCKED}
    assert [reason for reason in reasons if reason not in html.unescape(page)] == []
    assert any(reason.startswith("Waits for ") for reason in reasons)
    hidden_bodies = (assignment.solution_folder / "checks" / "test_hidden.py").read_text().splitlines()
    assert not [line for line in hidden_bodies if "repeat(" in line and line in page]


def printed_table(assignment, records):
    console = Console(file=io.StringIO(), width=120)
    print_class(console, assignment, records)
    return console.file.getvalue().splitlines()
