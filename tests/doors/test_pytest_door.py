"""The student's door: `pytest` in an assignment's folder."""

import shutil

import pytest

from autograder.student.progress import VARIABLE, read_progress
from tests.support.small_assignment import RIGHT, STUB, write_small_assignment


@pytest.fixture
def numbers(pytester):
    """Return a function that writes the student's file and runs pytest on the folder."""
    folder = write_small_assignment(pytester.path / "course")
    shutil.rmtree(pytester.path / "course" / "solutions")

    def run(source, *options):
        (folder / "small_numbers.py").write_text(source)
        return pytester.runpytest_subprocess(folder, *options, timeout=120)

    return run


def test_right_solution(numbers):
    result = numbers(RIGHT)
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        [
            "*= Small numbers =*",
            "passed       Double a number      2/2",
            "passed       Double a list        2/2",
            "4 of 4 points by the visible checks; 1 more are given by hidden checks of the same sort.",
            "All visible checks of these tasks pass.",
        ]
    )


def test_wrong_solution_says_why_and_what_next(numbers):
    result = numbers(RIGHT.replace("number + number", "number"))
    result.assert_outcomes(failed=1, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "*double: A number comes back doubled.*",
            "*expected: (6, 4, 4)",
            "*received: (3, 2, 2)",
            "*help:     Two times the number.",
            "failed       Double a number      0/2",
            "blocked      Double a list        0/2  Waits for 'Double a number': mend that first.",
            "Next: mend 'Double a number'. For a hint: autograder hint double",
        ]
    )


def test_untouched_stub_is_not_wrong(numbers):
    result = numbers(STUB)
    result.assert_outcomes(skipped=2)
    result.stdout.fnmatch_lines(
        ["Next: begin with 'Double a number'. Its docstring in small_numbers.py says what to build."]
    )
    assert result.ret == 0


def test_crash_shows_own_lines_and_none_of_the_engines(numbers):
    result = numbers(RIGHT.replace("number + number", "number.up"))
    result.stdout.fnmatch_lines(
        ["*received: Your code raised an error at line 2: AttributeError: *", "*line 2, in double"]
    )
    assert "runner.py" not in result.stdout.str()


def test_what_was_reached_is_remembered(numbers, monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "progress.json"))
    numbers(RIGHT, "--in-process")
    numbers(RIGHT.replace("number + number", "number"), "--in-process")
    tasks = read_progress()["00_small_numbers"]["tasks"]
    assert tasks["double"]["outcome"] == "failed"
    assert (tasks["double"]["score"], tasks["double"]["best"], tasks["double"]["most"]) == (0, 2, 2)


def test_one_task_can_be_chosen(numbers):
    result = numbers(RIGHT, "-k", "list")
    result.assert_outcomes(passed=1, deselected=1)


def test_the_debugger_sees_student_code_in_process(numbers):
    result = numbers(
        RIGHT.replace("return number + number", "print('here', number)\n    return 2 * number"), "--in-process", "-s"
    )
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*here 3*"])


def test_no_colours_in_a_file(numbers):
    assert "\x1b[" not in numbers(RIGHT).stdout.str()


def test_colours_on_a_terminal(numbers):
    assert "\x1b[32m" in numbers(RIGHT, "--color=yes").stdout.str()


def test_a_broken_assignment_names_file_and_line(numbers, pytester):
    toml = next(pytester.path.rglob("assignment.toml"))
    toml.write_text(toml.read_text().replace("points = 3", "points = 1"))
    result = numbers(RIGHT)
    assert result.ret != 0
    result.stdout.fnmatch_lines(
        ["*assignment.toml:13: The points of a task are those of its checks. 'double' says 1;*"]
    )


def test_two_edited_files_are_refused(numbers, pytester):
    (pytester.path / "course/assignments/00_small_numbers/small_numbers.ipynb").write_text(
        '{"cells": [{"cell_type": "code", "metadata": {}, "source": "x = 1"}]}'
    )
    result = numbers(RIGHT)
    result.stdout.fnmatch_lines(["*small_numbers.py and small_numbers.ipynb were both edited. Remove the one*"])


def test_collecting_imports_no_framework(numbers):
    result = numbers(RIGHT, "--collect-only", "-q", "-p", "no:cacheprovider")
    result.stdout.fnmatch_lines(["*::test_doubles", "*::test_doubles_a_list"])


def test_other_tests_are_left_alone(pytester):
    pytester.makepyfile(test_plain="def test_one():\n    assert 1 + 1 == 2\n")
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(passed=1)
    assert "visible checks" not in result.stdout.str()


def test_a_fault_of_the_probe_is_not_told_as_the_students(numbers, pytester):
    probe = next(pytester.path.rglob("probe.py"))
    probe.write_text(probe.read_text().replace('given["numbers"]', 'given["numbres"]', 1))
    result = numbers(RIGHT)
    result.stdout.fnmatch_lines(["*The probe itself broke. probe.py line 3 raised KeyError: 'numbres'*"])
    assert "Your code raised" not in result.stdout.str()
