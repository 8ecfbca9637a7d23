"""An assignment of three lines of arithmetic, for tests of the engine that need no network and no TensorFlow operation."""

import dataclasses
from pathlib import Path
from typing import Any

import msgspec

from autograder.assignment import Assignment

TOML = """
title = "Small numbers"

[limits]
import_seconds = 3
memory_mb = 2000
source_kb = 50

[profiles.cpu]
largest = 9

[[tasks]]
name = "double"
title = "Double a number"
points = 3
seconds = 4
hints = ["Look at the docstring.", "Add a number to itself.", "Two times the number."]

[[tasks]]
name = "double_all"
title = "Double a list"
points = 2
seconds = 4
needs = ["double"]
hints = ["Look at the docstring.", "One number after the other.", "Call the first task for each."]
"""

PROBE = """
def doubled(student, given):
    return [student.double(number) for number in given["numbers"]]


def doubled_lists(student, given):
    return student.double_all(given["numbers"])
"""

VISIBLE = '''
from autograder import Inputs, expect, inputs, task


@inputs("doubled", "doubled_lists")
def numbers(rng, profile):
    drawn = [int(number) for number in rng.integers(1, profile.settings["largest"], 3)]
    return Inputs(sent={"numbers": drawn}, withheld={"doubled": [2 * number for number in drawn]})


@task("double", points=2)
def test_doubles(doubled, given):
    """A number comes back doubled."""
    expect(doubled, equals=given.withheld["doubled"], help="Two times the number.")


@task("double_all", points=2)
def test_doubles_a_list(doubled_lists, given):
    """A list comes back with every number doubled."""
    expect(doubled_lists, equals=given.withheld["doubled"], help="One number after the other.")
'''

HIDDEN = """
from autograder import repeat

from . import test_numbers as visible

test_doubles_drawn_numbers = repeat(visible.test_doubles, points=1, sentence="Numbers drawn for this run come back doubled.")
"""

# A hidden check with cases of its own, of a size that the visible one does not draw.
LARGE_HIDDEN = (
    HIDDEN.replace("import repeat", "import Inputs, inputs, repeat")
    + """

@inputs("doubled")
def large_numbers(rng):
    drawn = [int(number) for number in rng.integers(100, 200, 3)]
    return Inputs(sent={"numbers": drawn}, withheld={"doubled": [2 * number for number in drawn]})
"""
)

REFERENCE = '''# %% [markdown]
# # Small numbers

# %% double
def double(number):
    """Return two times the number."""
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION


# %% double_all
def double_all(numbers):
    """Return a list with every number doubled."""
    ### BEGIN SOLUTION
    return [double(number) for number in numbers]
    ### END SOLUTION
'''

STUB = '''# %% double
def double(number):
    """Return two times the number."""
    # YOUR CODE HERE
    raise NotImplementedError("not yet")


# %% double_all
def double_all(numbers):
    """Return a list with every number doubled."""
    # YOUR CODE HERE
    raise NotImplementedError("not yet")
'''

RIGHT = "def double(number):\n    return number + number\n\n\ndef double_all(numbers):\n    return list(map(double, numbers))\n"


def write_small_assignment(root: Path, name: str = "00_small_numbers", **changed: str) -> Path:
    """Write the assignment below `root`, some files replaced by other text, and return its public folder.

    Args:
        changed: `toml`, `probe`, `visible` or `hidden` with the text to write instead; `answers` and `mistakes` write what is not there
            otherwise.
    """
    folder, solutions = root / "assignments" / name, root / "solutions" / name
    for part in (folder, solutions):
        (part / "checks").mkdir(parents=True)
    (folder / "checks" / "assignment.toml").write_text(changed.get("toml", TOML))
    (folder / "checks" / "probe.py").write_text(changed.get("probe", PROBE))
    (folder / "checks" / "test_numbers.py").write_text(changed.get("visible", VISIBLE))
    (folder / "checks" / "handed_out.py").write_text(STUB)
    (folder / "small_numbers.py").write_text(STUB)
    (solutions / "checks" / "test_hidden.py").write_text(changed.get("hidden", HIDDEN))
    for kind in {"answers", "mistakes"} & set(changed):
        (solutions / "checks" / f"{kind}.py").write_text(changed[kind])
    (solutions / "small_numbers.py").write_text(REFERENCE)
    return folder


def with_settings(assignment: Assignment, **changed: Any) -> Assignment:
    """Return an assignment with other settings than its `assignment.toml` says."""
    return dataclasses.replace(assignment, settings=msgspec.structs.replace(assignment.settings, **changed))


def with_limits(assignment: Assignment, **changed: Any) -> Assignment:
    """Return an assignment with other limits."""
    return with_settings(assignment, limits=msgspec.structs.replace(assignment.limits, **changed))


def write_submission(folder: Path, source: str, name: str = "small_numbers.py") -> Path:
    """Write one student's folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(source)
    return folder
