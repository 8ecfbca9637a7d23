"""All doors agree: every known solution gets the same outcome of every check through pytest, the batch, and nbgrader."""

import csv
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.assignment import ANSWERS, CHECKS
from autograder.doors.batch.classes import grade_class
from autograder.judge import Outcome
from autograder.proof.verify import verify
from autograder.release import record_answers
from autograder.results import open_run
from autograder.submission import read_notebook
from source_data import data_folder
from tests.conftest import ISOLATED, JOBS, LOADED, PARTS, SEED
from tests.support import ROOT

AS_PYTEST_SAYS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.CRASHED: "failed",
    Outcome.UNATTEMPTED: "unattempted",
    Outcome.BLOCKED: "blocked",
}

NOTEBOOK_EVERY = 12


def folder_name(solution):
    return solution.name.replace("/", "-")


def records_of(part, verdicts):
    """Return known solutions and the records that verifying gave them, by the folders' names."""
    graded = verdicts(part)
    return {folder_name(solution): (solution, graded[solution.name].record) for solution in part.solutions}


each_part = pytest.mark.parametrize("part", [part.as_parameter for part in PARTS])


@each_part
def test_pytest_agrees(part, verdicts, tmp_path):
    records = records_of(part, verdicts)
    expected = {
        (folder, check.name): AS_PYTEST_SAYS[check.outcome]
        for folder, (_, record) in records.items()
        for task in record.tasks
        for check in task.checks
        if not check.hidden
    }
    assert through_pytest(LOADED[part.assignment], records, tmp_path) == expected


@each_part
def test_batch_agrees(part, verdicts, tmp_path):
    records = records_of(part, verdicts)
    expected = {folder: comparable(record) for folder, (_, record) in records.items()}
    assert through_batch(LOADED[part.assignment], records, tmp_path) == expected


@each_part
def test_nbgrader_agrees(part, verdicts, workers, tmp_path):
    """What arrives in nbgrader's export are the records' points, from scripts and from notebooks."""
    pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")
    records = records_of(part, verdicts)
    expected = {folder: record.score for folder, (_, record) in records.items()}
    assert through_nbgrader(LOADED[part.assignment], records, workers, tmp_path) == expected


def through_pytest(assignment, records, folder):
    """Return what pytest says of each submission's visible checks."""
    # Answers for the cases that the other doors see, too; a student's own are those of seed 0.
    record = record_answers(assignment, SEED)
    for name, (solution, _) in records.items():
        desk = Path(shutil.copytree(assignment.folder, folder / name / assignment.name))
        (desk / f"{assignment.module}.py").write_text(solution.source)
        (desk / CHECKS / ANSWERS).write_bytes(record)
    report = folder / "report.xml"
    options = ["-q", f"--junitxml={report}", f"--seed={SEED}", f"--rootdir={folder}", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ, cwd=folder)
    assert done.returncode in (0, 1), done.stdout[-3000:]
    return {
        (case.get("classname").split(".")[0], case.get("name")): said_by(case)
        for case in ElementTree.parse(report).iter("testcase")
    }


def said_by(case):
    skipped = case.find("skipped")
    if skipped is not None:
        return skipped.get("message").partition(":")[0]
    return "passed" if case.find("failure") is None and case.find("error") is None else "failed"


def through_batch(assignment, records, folder):
    """Return the records that grading all as one class gives."""
    folders = []
    for name, (solution, _) in records.items():
        folders.append(folder / "class" / name)
        folders[-1].mkdir(parents=True)
        (folders[-1] / f"{assignment.module}.py").write_text(solution.source)
    run = open_run(folder / "out", assignment.name, "cpu", SEED)
    graded = grade_class(run, folders, assignment, 2, isolated=ISOLATED)
    return {record.submission: comparable(record) for record in graded}


def comparable(record):
    """Return a record without what differs between two gradings of one text: its name, the time, what was printed."""
    tasks = tuple(replace(task, printed="") for task in record.tasks)
    return replace(record, submission="", seconds=0, tasks=tasks)


def through_nbgrader(assignment, records, workers, folder):
    """Return the points in nbgrader's export; some known solutions come as notebooks, the others as scripts."""
    from tests.support.small_kit import run_nbgrader

    course, exported = folder / "course", folder / "grades.csv"
    environment = {
        "HOME": str(folder),
        "AUTOGRADER_COURSE": str(course),
        "AUTOGRADER_SEED": str(SEED),
        "DEEP_VISION_DATA": str(data_folder()),
        "AUTOGRADER_FACTS": os.environ["AUTOGRADER_FACTS"],
    }

    def nbgrader(*arguments):
        finished = run_nbgrader(ROOT, *arguments, **environment)
        assert finished.returncode == 0, finished.stderr[-3000:]

    nbgrader("generate_assignment", assignment.name)
    notebooks = []
    for index, (name, (solution, _)) in enumerate(records.items()):
        submitted = Path(
            shutil.copytree(course / "release" / assignment.name, course / "submitted" / name / assignment.name)
        )
        if name == "reference" or index % NOTEBOOK_EVERY == 1:
            notebooks.append(hand_in_notebook(submitted / f"{assignment.module}.ipynb", solution))
        else:
            (submitted / f"{assignment.module}.py").write_text(solution.source)
    # A notebook's code is another text than the script's. As that of a known solution it shares what was trained, which
    # nbgrader then finds under this text.
    assert [verdict.problem for verdict in verify(assignment, notebooks, workers, SEED, JOBS) if verdict.problem] == []
    nbgrader("autograde", assignment.name, "--create")
    nbgrader("export", f"--to={exported}")
    with exported.open() as stream:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(stream)}


def hand_in_notebook(path, solution):
    """Fill a released notebook with a known solution and return that solution as the notebook's code."""
    from tests.support.small_course import filled

    text = json.dumps(filled(json.loads(path.read_text()), solution.source))
    path.write_text(text)
    return replace(solution, source=read_notebook(text).source)
