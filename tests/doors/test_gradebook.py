"""A batch's points arrive in nbgrader's own gradebook and come out of nbgrader's own export."""

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")
from nbgrader.api import Gradebook

from autograder.cli import app
from autograder.doors.batch.classes import grade_class
from autograder.doors.nbgrader.gradebook import write_gradebook
from autograder.errors import AutograderError
from autograder.judge import Outcome
from autograder.results import Run, open_run
from tests.conftest import ISOLATED
from tests.support.small_course import WRONG_MEAN, Course
from tests.support.small_kit import NAME, run_nbgrader, solved

CLASS = {"full": solved(), "partial": WRONG_MEAN, "untouched": solved("add", "mean"), "one, task": solved("mean")}
SCORES = {"full": 5.0, "partial": 3.0, "untouched": 0.0, "one, task": 3.0}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Run]:
    """A course whose assignment nbgrader knows, and a class that the batch has graded."""
    course = Course(tmp_path_factory.mktemp("course"))
    course.nbgrader("generate_assignment", NAME)
    folders = []
    for name, source in CLASS.items():
        folder = course.kit.parent / "class" / name
        folder.mkdir(parents=True)
        (folder / "sums.py").write_text(source)
        folders.append(folder)
    run = open_run(course.kit.parent / "out", NAME, "cpu", 5)
    list(grade_class(run, folders, course.assignment, jobs=2, isolated=ISOLATED))
    return course, run


def export(run: Run, database: Path):
    return CliRunner().invoke(app, ["export", str(run.folder), "--format", "nbgrader", "--out", str(database)])


def scores(database: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{database}") as gradebook:
        return {found["student"]: found["score"] for found in gradebook.submission_dicts(NAME)}


def test_points_come_out_of_nbgraders_export(graded: tuple[Course, Run]) -> None:
    course, run = graded
    result = export(run, course.folder / "gradebook.db")
    assert result.exit_code == 0, result.exception
    assert run_nbgrader(course.kit, "export", f"--to={course.kit / 'grades.csv'}").returncode == 0
    with (course.kit / "grades.csv").open() as stream:
        rows = {row["student_id"]: row for row in csv.DictReader(stream)}
    for student in ("full", "partial", "untouched"):
        assert (float(rows[student]["score"]), float(rows[student]["max_score"])) == (SCORES[student], 5.0)


def test_a_gradebook_without_the_assignment_gets_it(graded: tuple[Course, Run], tmp_path: Path) -> None:
    export(graded[1], tmp_path / "gradebook.db")
    assert scores(tmp_path / "gradebook.db") == SCORES


def test_writing_twice_changes_nothing_and_keeps_points_given_by_hand(
    graded: tuple[Course, Run], tmp_path: Path
) -> None:
    database = tmp_path / "gradebook.db"
    export(graded[1], database)
    with Gradebook(f"sqlite:///{database}") as gradebook:
        gradebook.find_grade("check-mean", "sums", NAME, "partial").manual_score = 1.5
        gradebook.db.commit()
    export(graded[1], database)
    assert scores(database) == SCORES | {"partial": 4.5}


def test_other_points_are_refused(graded: tuple[Course, Run], tmp_path: Path) -> None:
    database = tmp_path / "gradebook.db"
    export(graded[1], database)
    records = graded[1].finished_records()
    more = tuple(replace(task, max_score=task.max_score + 1) for task in records[0].tasks)
    with pytest.raises(AutograderError, match=r"Received .*3\.0.* instead of .*4\.0"):
        write_gradebook([replace(records[0], tasks=more)], str(database))


def test_a_failed_grader_is_left_for_manual_grading(graded: tuple[Course, Run], tmp_path: Path) -> None:
    record = graded[1].finished_records()[0]
    first, second = record.tasks
    write_gradebook(
        [replace(record, tasks=(replace(first, outcome=Outcome.GRADER_ERROR), second))], str(tmp_path / "gradebook.db")
    )
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("check-add", "sums", NAME, record.submission)
        assert (grade.auto_score, grade.needs_manual_grade) == (None, True)


def test_an_unfinished_run_writes_no_points(graded: tuple[Course, Run], tmp_path: Path) -> None:
    unfinished = replace(graded[1], folder=Path(shutil.copytree(graded[1].folder, tmp_path / "run")))
    (unfinished.folder / "asked.json").write_text(json.dumps([*CLASS, "late"]))
    result = export(unfinished, tmp_path / "gradebook.db")
    assert "1 of 5 submissions" in str(result.exception) and "'late'" in str(result.exception)
    assert not (tmp_path / "gradebook.db").exists()
