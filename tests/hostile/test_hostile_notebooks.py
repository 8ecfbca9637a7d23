"""Hostile notebooks, through the batch and through nbgrader's door: each costs its own student only, and earns what its code earns."""

import csv
import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest

from autograder.doors.batch.classes import grade_class
from autograder.judge import Outcome, Record
from autograder.results import open_run
from tests.conftest import ISOLATED
from tests.support.hostile_course import HOSTILE, announced, shown
from tests.support.small_course import SEED, WRONG_MEAN, Course, filled
from tests.support.small_kit import MODULE, NAME, hand_in, solved

pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")

NOTEBOOKS = sorted((HOSTILE / "notebooks").glob("*.py"))
# Folders of students whom nobody named so; the longest that a file system allows.
ODD_STUDENTS = ("new\nline", "n" * 255, "-rf", "<b>bold", "ünïcode", "dots..", "with space")
HONEST = {"aaa_first": 5.0, "zzz_last": 5.0}


def write_attack(attack: Path, folder: Path) -> None:
    """Hand in an attack on top of a released folder. Two thirds of its code are right: what it earns honestly is 3 of 5."""
    spec = importlib.util.spec_from_file_location(attack.stem, attack)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    notebook = json.loads((folder / f"{MODULE}.ipynb").read_text())
    module.hand_in(folder, filled(notebook, WRONG_MEAN))


def write_honest(folder: Path) -> None:
    path = folder / f"{MODULE}.ipynb"
    path.write_text(json.dumps(filled(json.loads(path.read_text()), solved())))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return a course in which nbgrader has graded the hostile notebooks between two honest ones."""
    course = Course(tmp_path_factory.mktemp("course"))
    course.nbgrader("generate_assignment", NAME)
    for attack in NOTEBOOKS:
        write_attack(attack, hand_in(course.folder, attack.stem))
    for student in HONEST:
        write_honest(hand_in(course.folder, student))
    course.nbgrader("autograde", NAME)
    course.nbgrader("export", f"--to={course.kit / 'grades.csv'}")
    return course


@pytest.fixture(scope="module")
def exported(course: Course) -> dict[str, float]:
    with (course.kit / "grades.csv").open() as stream:
        return {row["student_id"]: float(row["score"] or 0) for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def batch(course: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """Return the records of the same hostile notebooks, written anew, and of folders with odd names."""
    root = tmp_path_factory.mktemp("batch") / "a" / "b"
    shutil.copytree(course.kit / "solutions", root.parents[1] / "solutions")
    released = course.folder / "release" / NAME
    for attack in NOTEBOOKS:
        write_attack(attack, Path(shutil.copytree(released, root / "class" / attack.stem)))
    for student in (*HONEST, *ODD_STUDENTS):
        write_honest(Path(shutil.copytree(released, root / "class" / student)))
    run = open_run(root / "out", NAME, "cpu", SEED)
    folders = sorted((root / "class").iterdir())
    records = list(grade_class(run, folders, course.assignment, jobs=2, isolated=ISOLATED))
    assert {record.submission for record in run.records()} == {folder.name for folder in folders}
    return {record.submission: record for record in records}


@pytest.mark.parametrize("attack", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_hostile_notebook_earns_in_the_batch_what_its_code_earns(attack, batch):
    earned, told = announced(attack)
    record = batch[attack.stem]
    assert record.score == earned, shown(record)
    assert Outcome.GRADER_ERROR not in record.outcomes, shown(record)
    assert re.search(told, shown(record)), shown(record)


@pytest.mark.parametrize("attack", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_hostile_notebook_earns_through_nbgrader_what_its_code_earns(attack, exported, course):
    earned, told = announced(attack)
    assert exported[attack.stem] == earned
    record = course.record(attack.stem)
    assert record.score == earned, shown(record)
    assert re.search(told, shown(record)), shown(record)


@pytest.mark.parametrize("student", HONEST)
def test_honest_students_beside_them_lose_nothing(student, exported, batch):
    assert (exported[student], batch[student].score) == (HONEST[student], HONEST[student])


@pytest.mark.parametrize("student", ODD_STUDENTS, ids=lambda name: repr(name)[:12])
def test_a_folders_name_may_be_anything(student, batch):
    assert batch[student].score == 5


def test_what_is_handed_in_is_neither_copied_from_elsewhere_nor_obeyed(course):
    """Links, pipes and sockets do not reach nbgrader's folder; whatever else a student brings, nobody runs."""
    graded = course.folder / "autograded"
    assert [path for path in graded.rglob("*") if path.is_symlink() or path.is_fifo() or path.is_socket()] == []
    solution = (course.kit / "solutions" / NAME / f"{MODULE}.py").read_text()
    assert solution not in [path.read_text() for path in graded.rglob("*.ipynb")]
    assert "obeyed" not in "".join(course.logs.values())
