"""Records in words and tables: what a terminal shows of them, and what of a hidden check it does not."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from autograder.assignment import load_assignment
from autograder.judge import CheckResult, Outcome, TaskResult
from autograder.renderers import (
    ClassProgress,
    explain_check,
    explain_task,
    next_step,
    points,
    print_class,
    summary_lines,
    without_internals,
)
from tests.support.grading import grade
from tests.support.reports import drawn_record
from tests.support.small_assignment import RIGHT, write_small_assignment

FAILED = CheckResult(
    "test_x", "A number is doubled.", Outcome.FAILED, 2.0, expected="4", received="5", help="Count again."
)
CRASHED = replace(FAILED, outcome=Outcome.CRASHED, expected="", received="It raised.", help="", traceback="line 2")


def task(*checks, **more):
    outcome = checks[0].outcome
    return TaskResult("double", "Double a number", outcome, 0.0, sum(check.points for check in checks), checks, **more)


@pytest.mark.parametrize(("value", "shown"), [(2.0, "2"), (1.5, "1.5"), (0.0, "0"), (0.25, "0.25")])
def test_points_have_no_needless_fraction(value, shown):
    assert points(value) == shown


def test_a_check_is_told_with_what_was_expected_and_received():
    assert explain_check(FAILED).splitlines() == [
        "- A number is doubled. [0/2]",
        "    expected: 4",
        "    received: 5",
        "    help:     Count again.",
    ]


def test_of_a_hidden_check_no_case_is_told():
    hidden = task(replace(FAILED, hidden=True))
    assert explain_task(hidden).splitlines() == [
        "Double a number: failed, 0 of 2 points",
        "- A number is doubled. [0/2]",
    ]
    # Whose code raised must know how, wherever it did.
    assert "It raised." in explain_task(task(replace(CRASHED, hidden=True)))


def test_long_texts_are_broken_where_the_margin_is():
    narrow = explain_check(replace(FAILED, help="one two three four five six seven eight"), width=40).splitlines()
    assert narrow[-2:] == ["    help:     one two three four five", "              six seven eight"]


def test_what_was_printed_is_told_unless_all_is_well():
    assert "    | hello" in explain_task(task(FAILED, printed="hello\n"))
    assert "hello" not in explain_task(task(replace(FAILED, outcome=Outcome.PASSED), printed="hello\n"))


def test_of_a_fault_of_the_grader_students_read_that_it_is_not_theirs():
    broken = replace(FAILED, outcome=Outcome.GRADER_ERROR, help="secret", traceback="File judge.py")
    told = explain_task(without_internals(task(broken)))
    assert "That is not your fault; your instructor sees it as well." in told
    assert "secret" not in told and "judge.py" not in told


@pytest.fixture(scope="module")
def numbers(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    return load_assignment(write_small_assignment(root), root / "solutions")


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Outcome.UNATTEMPTED, "Next: begin with 'Double a number'. Its docstring in small_numbers.py says"),
        (Outcome.FAILED, "Next: mend 'Double a number'. For a hint: autograder hint double"),
        (Outcome.CRASHED, "Next: mend 'Double a number'."),
        (Outcome.GRADER_ERROR, "Next: the grader itself failed in 'Double a number'. That is not your fault"),
        (Outcome.PASSED, "All visible checks of these tasks pass."),
    ],
)
def test_the_next_step_is_the_first_that_is_open(numbers, outcome, says):
    results = {"double": task(replace(FAILED, outcome=outcome))}
    assert next_step(numbers, results).startswith(says)
    assert summary_lines(numbers, results)[-1][0].startswith(says)
    assert summary_lines(numbers, results)[0][1] == outcome.look.colour


def printed(assignment, records):
    console = Console(file=io.StringIO(), width=120)
    print_class(console, assignment, records)
    return console.file.getvalue()


def test_a_class_has_one_row_for_each_submission_in_order_of_name(numbers, workers):
    record = grade(numbers, RIGHT, workers)
    names = ["zoe", "ada", "bob\nlines"]
    table = printed(numbers, [replace(record, submission=name) for name in names])
    rows = [line.split() for line in table.splitlines() if "5/5" in line]
    assert [row[0] for row in rows] == ["ada", "bob?lines", "zoe"]
    assert rows[0][1:] == ["5/5", "passed", "3/3", "passed", "2/2"]


def test_lines_of_a_running_class_count_and_have_no_markup():
    console = Console(file=io.StringIO(), width=120)
    with ClassProgress(console, 2) as progress:
        for name in ("[red]ada", "bob"):
            progress.started(name)
            progress.finished(drawn_record(name, 0.9))
    first, second = console.file.getvalue().splitlines()
    assert first.startswith("[1/2] [red]ada: 8/8") and second == "[2/2] bob: 8/8"
