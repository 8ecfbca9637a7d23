"""The command line: what is wrong ends as one sentence and exit code 2, and a fault of the grader as 1."""

import subprocess
import sys

import pytest

from tests.support.small_assignment import RIGHT, VISIBLE, write_small_assignment, write_submission


@pytest.fixture
def course(tmp_path):
    write_small_assignment(tmp_path)
    write_submission(tmp_path / "class" / "ada", RIGHT)
    return tmp_path


def autograder(course, *arguments):
    command = [sys.executable, "-m", "autograder.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)


def grade(course, *options):
    return autograder(course, "grade", "class/ada", "--assignment", "00_small_numbers", "--out", "out", *options)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("grade", "class/ada", "--assignment", "05_x", "--out", "out"), "Error: There is no assignment '05_x' below"),
        (("regrade", "nowhere"), "Error: nowhere holds no readable run"),
        (
            ("calibrate", "00_small_numbers", "--seeds", "3"),
            "Error: A threshold follows from at least 30 seeds. Received 3",
        ),
        (
            ("verify", "00_small_numbers", "--seeds", "one"),
            "Error: A seed is a whole number, 0 or more. Received 'one'.",
        ),
        (
            ("verify", "--only", "nothing"),
            "Error: --only names some known solutions by a part of their name. 'nothing'",
        ),
        (("hint", "dubble"), "Error: There is no task 'dubble'. The tasks here are double, double_all."),
    ],
)
def test_what_is_wrong_ends_as_one_sentence(course, arguments, sentence):
    finished = autograder(course, *arguments)
    assert finished.returncode == 2
    assert sentence in finished.stderr and "Traceback" not in finished.stderr
    assert len(finished.stderr.strip().splitlines()) == 1


def test_a_wrong_option_is_wrong_usage(course):
    assert grade(course, "--jobs", "0").returncode == 2


def test_whatever_the_marks_a_graded_class_is_no_error(course):
    write_submission(course / "class" / "ada", "x = 1\n")
    finished = grade(course)
    assert (finished.returncode, "0/5" in finished.stdout) == (0, True), finished.stderr


def test_a_fault_of_the_grader_is_told_by_the_exit_code(course):
    broken = course / "assignments" / "00_small_numbers" / "checks" / "test_numbers.py"
    broken.write_text(VISIBLE.replace("expect(doubled,", "expect(doubled[99],"))
    finished = grade(course)
    assert finished.returncode == 1 and "grader error" in finished.stdout, finished.stderr


def test_without_arguments_the_commands_are_listed(course):
    listed = autograder(course, "--help").stdout
    for command in ("grade", "regrade", "verify", "calibrate", "release", "hint", "watch", "doctor", "export"):
        assert f" {command} " in listed


@pytest.mark.parametrize("seeds", [("--seeds", "0", "4"), ("--seeds", "0", "--seeds", "4"), ("--seeds", "0,4")])
def test_verify_goes_through_its_seeds_and_takes_a_folder(course, tmp_path_factory, seeds):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    folder = course / "assignments" / "00_small_numbers"
    finished = autograder(elsewhere, "verify", folder, "--only", "reference", *seeds, "--jobs", "1")
    told = [line for line in finished.stdout.splitlines() if " seed " in line]
    assert [line.split()[2:6] for line in told] == [["seed", seed, "1/1", "reference"] for seed in ("0", "4")], (
        finished.stderr
    )
