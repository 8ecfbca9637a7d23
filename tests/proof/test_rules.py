"""What `autograder verify` looks for before it grades: each rule holds for a sound assignment, and each mistake is told with its place."""

import json
from pathlib import Path

import pytest

from autograder.assignment import load_assignment
from autograder.proof import known_solutions
from autograder.proof.rules import check_rules
from tests.support.small_assignment import STUB, TOML, write_small_assignment

HINTED = TOML.replace("Look at the docstring.", "Look at what the docstring promises.").replace(
    '"Two times the number."', '"The number is taken two times."'
)
HINTED = HINTED.replace("One number after the other.", "Take one number after the other.")
WRONG = {
    "test_doubles, test_doubles_drawn_numbers": "def double(number):\n    return number",
    "test_doubles_a_list": "def double_all(numbers):\n    return numbers",
}


@pytest.fixture
def course(tmp_path):
    """A course with one sound assignment."""
    folder = write_small_assignment(tmp_path, toml=HINTED)
    (folder / "README.md").write_text("# Small numbers\n")
    (folder / "small_numbers.ipynb").write_text(json.dumps({"cells": []}))
    wrong = tmp_path / "solutions" / folder.name / "wrong"
    wrong.mkdir()
    for number, (checks, source) in enumerate(WRONG.items()):
        (wrong / f"wrong_{number}.py").write_text(f'"""Fails: {checks}\n\nA wrong idea."""\n\n\n{source}\n')
    return tmp_path


def problems(course):
    """Return what breaks which rule."""
    assignment = load_assignment(course / "assignments" / "00_small_numbers", course / "solutions")
    found = check_rules(assignment, known_solutions(assignment))
    return {verdict.rule: verdict.problems for verdict in found if verdict.problems}


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def public(course, *names):
    return Path(course, "assignments", "00_small_numbers", *names)


def private(course, *names):
    return Path(course, "solutions", "00_small_numbers", *names)


def test_a_sound_assignment_breaks_no_rule(course):
    assert problems(course) == {}


SHAPE = "folders hold what belongs there"
HINTS = "each task has three short hints, and none is a line of the solution"
STUBS = "each stub has its docstring and its gap"
NAMES = "stub and reference offer the same names"
LEAKS = "nothing leaks"
FAILED = "each check is failed by a known wrong solution"


@pytest.mark.parametrize(
    ("mistake", "rule", "sentence"),
    [
        (lambda course: public(course, "README.md").unlink(), SHAPE, "README.md is missing."),
        (
            lambda course: public(course, "small_numbers.ipynb").unlink(),
            SHAPE,
            "small_numbers.ipynb is missing. `autograder release` writes it.",
        ),
        (lambda course: public(course, "notes.txt").write_text("x"), SHAPE, "notes.txt does not belong there."),
        (
            lambda course: public(course, "checks", "mistakes.py").write_text("x = 1\n"),
            SHAPE,
            "checks/mistakes.py does not belong there.",
        ),
        (lambda course: private(course, "old.py").write_text("x = 1\n"), SHAPE, "old.py does not belong there."),
        (
            lambda course: changed(
                public(course, "checks", "assignment.toml"), ', "The number is taken two times."', ""
            ),
            HINTS,
            "assignment.toml: task 'double' has 2 hints; it has 3",
        ),
        (
            lambda course: changed(
                public(course, "checks", "assignment.toml"), "Take one number after the other.", "So."
            ),
            HINTS,
            "assignment.toml: hint 2 of 'double_all' has 1 words; it has 5 to 60.",
        ),
        (
            lambda course: changed(
                public(course, "checks", "assignment.toml"),
                "Take one number after the other.",
                "Write `[double(number) for number in numbers]` in it.",
            ),
            HINTS,
            "hint 2 of 'double_all' quotes the solution: `[double(number) for number in numbers]`.",
        ),
        (
            lambda course: changed(
                public(course, "checks", "handed_out.py"), '    """Return two times the number."""\n', ""
            ),
            STUBS,
            "handed_out.py:2: `double` has no docstring; it is the specification.",
        ),
        (
            lambda course: public(course, "checks", "handed_out.py").write_text(
                STUB.replace('    raise NotImplementedError("not yet")\n', "    return 0\n", 1)
            ),
            STUBS,
            "handed_out.py:2: `double` has no gap",
        ),
        (
            lambda course: changed(public(course, "checks", "handed_out.py"), "# %% double_all", "# %% all"),
            STUBS,
            "no cell `# %% double_all` defines anything.",
        ),
        (
            lambda course: changed(public(course, "checks", "handed_out.py"), "double(number)", "double(n)"),
            NAMES,
            "`double(n)`, and in the reference `double(number)`.",
        ),
        (
            lambda course: public(course, "README.md").write_text(
                # One line tells nothing; two in a row are a copy.
                "Twice:\n" + 2 * "    return [double(number) for number in numbers]\n"
            ),
            LEAKS,
            "README.md, line 2: a line of 00_small_numbers/small_numbers.py",
        ),
        (
            lambda course: private(course, "wrong", "wrong_1.py").unlink(),
            FAILED,
            "nothing in wrong/ fails test_doubles_a_list, so it may be one that cannot fail.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(course, mistake, rule, sentence):
    mistake(course)
    found = problems(course)
    assert any(sentence in problem for problem in found.get(rule, ())), found
