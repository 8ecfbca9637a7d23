"""A class: every submission gets its record, whatever the others do, and a stopped run goes on."""

import json
import shutil
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from autograder.assignment import load_assignment
from autograder.cli import app
from autograder.doors import one_submission
from autograder.doors.batch.classes import grade_class, regrade
from autograder.errors import AutograderError
from autograder.judge import record_from_json
from autograder.results import open_run, read_run
from autograder.submission import read_submission
from tests.conftest import ISOLATED
from tests.support.small_assignment import RIGHT, STUB, TOML, write_small_assignment, write_submission

SUBMISSIONS = {
    "ada": RIGHT,
    "bob": RIGHT.replace("number + number", "number"),
    "cy": STUB,
    "dan": "import os\nos._exit(0)\n",
    "eve": "import nothing_like_this\n",
}


@pytest.fixture
def course(tmp_path):
    write_small_assignment(tmp_path)
    for name, source in SUBMISSIONS.items():
        write_submission(tmp_path / "class" / name, source)
    (tmp_path / "class" / "fay").mkdir()
    return tmp_path


@pytest.fixture
def numbers(course):
    return load_assignment(course / "assignments" / "00_small_numbers", course / "solutions")


def folders(course):
    return sorted((course / "class").iterdir())


def graded(run, course, numbers, jobs=2):
    return {record.submission: record for record in grade_class(run, folders(course), numbers, jobs, isolated=ISOLATED)}


def marks(records):
    return {
        name: (record.score, [str(outcome) for outcome in record.outcomes]) for name, record in sorted(records.items())
    }


EXPECTED = {
    "ada": (5, ["passed", "passed"]),
    "bob": (0, ["failed", "blocked"]),
    "cy": (0, ["unattempted", "unattempted"]),
    "dan": (0, ["crashed", "blocked"]),
    "eve": (0, ["crashed", "blocked"]),
    "fay": (0, ["crashed", "crashed"]),
}


def without_time(records):
    return sorted(replace(record, seconds=0).to_json() for record in records)


def test_every_submission_gets_its_record(course, numbers, tmp_path):
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    records = graded(run, course, numbers)
    assert marks(records) == EXPECTED
    assert without_time(run.records()) == without_time(records.values())


def test_a_reader_that_fails_costs_one_record(course, numbers, tmp_path, monkeypatch):
    def fails_for_ada(folder, assignment):
        if folder.name == "ada":
            raise RuntimeError("not foreseen")
        return read_submission(folder, assignment)

    monkeypatch.setattr(one_submission, "read_submission", fails_for_ada)
    records = graded(open_run(tmp_path / "out", numbers.name, "cpu", 5), course, numbers)
    assert marks(records) == EXPECTED | {"ada": (0, ["grader_error", "grader_error"])}
    assert "not foreseen" in records["ada"].tasks[0].reason


def test_a_stopped_run_goes_on_and_ends_equal(course, numbers, tmp_path):
    whole = open_run(tmp_path / "whole", numbers.name, "cpu", 5)
    graded(whole, course, numbers)
    lines = whole.results.read_text().splitlines(keepends=True)
    stopped = open_run(tmp_path / "stopped", numbers.name, "cpu", 5)
    stopped.results.write_text("".join(lines[:2]) + lines[2][: len(lines[2]) // 2])
    graded(stopped, course, numbers)
    assert without_time(stopped.records()) == without_time(whole.records())
    assert all(json.loads(line) for line in stopped.results.read_text().splitlines())


def test_only_changed_submissions_run_again(course, numbers, tmp_path):
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    before = graded(run, course, numbers)
    write_submission(course / "class" / "bob", RIGHT)
    after = graded(run, course, numbers)
    assert after["bob"].score == 5
    assert after["ada"] == before["ada"]


def test_after_a_probe_was_changed_all_run_again(course, numbers, tmp_path):
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    before = graded(run, course, numbers)
    numbers.probe_file.write_text(numbers.probe_file.read_text().replace("student.double(number)", "number"))
    after = graded(run, course, numbers)
    assert (before["ada"].score, after["ada"].score) == (5, 0)
    assert graded(run, course, numbers)["ada"] == after["ada"]


def test_other_records_of_a_run_are_kept(course, numbers, tmp_path):
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    for name in ("ada", "bob"):
        list(grade_class(run, [course / "class" / name], numbers, isolated=ISOLATED))
    assert [record.submission for record in run.records()] == ["ada", "bob"]


def test_regrade_runs_no_student_code(course, numbers, tmp_path):
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    before = graded(run, course, numbers)
    shutil.rmtree(course / "class")
    assert without_time(regrade(run, numbers)) == without_time(before.values())


def test_regrade_sees_changed_checks(course, numbers, tmp_path):
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    graded(run, course, numbers)
    visible = course / "assignments" / "00_small_numbers" / "checks" / "test_numbers.py"
    visible.write_text(visible.read_text().replace("equals=given", "equals=[0] + given"))
    changed = load_assignment(visible.parents[1], course / "solutions")
    assert {record.score for record in regrade(run, changed)} == {0}


def test_a_run_of_something_else_is_refused(numbers, tmp_path):
    open_run(tmp_path / "out", numbers.name, "cpu", 5)
    with pytest.raises(
        AutograderError, match="holds a run of 00_small_numbers on profile cpu; asked for is 04_resnet on profile gpu"
    ):
        open_run(tmp_path / "out", "04_resnet", "gpu", None)


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(AutograderError, match="holds no readable run"):
        read_run(tmp_path)


def test_two_submissions_of_one_name_are_refused(course, numbers, tmp_path):
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    with pytest.raises(AutograderError, match="Received 'ada' twice"):
        list(grade_class(run, [course / "class" / "ada", course / "other" / "ada"], numbers, isolated=ISOLATED))


def test_records_survive_the_round_trip(course, numbers, tmp_path):
    for record in graded(open_run(tmp_path / "out", numbers.name, "cpu", 5), course, numbers).values():
        assert record_from_json(record.to_json()) == record


def test_command_line_prints_the_class(course, tmp_path):
    arguments = [
        "grade",
        *map(str, folders(course)),
        "--assignment",
        "00_small_numbers",
        "--out",
        str(tmp_path / "o"),
        "--root",
        str(course),
    ]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    for name, (score, _) in EXPECTED.items():
        assert f"{name}: {score}/5" in result.output
    report = (tmp_path / "o" / "report.html").read_text()
    assert "Doubles" not in report and "A number comes back doubled." in report


TRAINING = TOML.replace('name = "double_all"', 'name = "double_all"\ntraining = true')


def test_structure_only_leaves_out_training_and_its_points(tmp_path):
    write_small_assignment(tmp_path, toml=TRAINING)
    folder = str(write_submission(tmp_path / "class" / "ada", RIGHT))
    options = ["--assignment", "00_small_numbers", "--out", str(tmp_path / "o"), "--root", str(tmp_path)]
    result = CliRunner().invoke(app, ["grade", folder, *options, "--structure-only"])
    assert result.exit_code == 0 and "ada: 3/3" in result.output
    assert "ada" in CliRunner().invoke(app, ["regrade", str(tmp_path / "o"), "--root", str(tmp_path)]).output
    (record,) = read_run(tmp_path / "o").finished_records()
    assert ([task.task for task in record.tasks], record.max_score) == (["double"], 3)
    refused = CliRunner().invoke(app, ["grade", folder, *options])
    assert "on profile cpu, structure only; asked for is 00_small_numbers on profile cpu." in str(refused.exception)


def test_without_training_nothing_is_left_that_needs_it(tmp_path):
    first = TOML.replace('name = "double"', 'name = "double"\ntraining = true')
    assignment = load_assignment(write_small_assignment(tmp_path, toml=first), tmp_path / "solutions")
    with pytest.raises(AutograderError, match="All tasks of 00_small_numbers train"):
        assignment.without_training()


def test_two_commands_in_one_folder_are_refused(numbers, tmp_path):
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    with run.alone():
        with pytest.raises(AutograderError, match="Another one is at work in"):
            with run.alone():
                pass
        result = CliRunner().invoke(app, ["regrade", str(run.folder), "--root", str(tmp_path)])
        assert isinstance(result.exception, AutograderError)
    with run.alone():
        pass


def test_a_stopped_command_leaves_those_whose_turn_has_not_come(course, numbers, tmp_path):
    for number in range(30):
        write_submission(course / "class" / f"more_{number}", "import time\ntime.sleep(0.5)\n" + RIGHT)
    run = open_run(tmp_path / "out", numbers.name, "cpu", 5)
    grading = grade_class(run, folders(course), numbers, jobs=2, isolated=ISOLATED)
    next(grading)
    grading.close()
    assert len(run.records()) < 10
    with pytest.raises(AutograderError, match="36 submissions in .* have no record, the first is"):
        run.finished_records()
