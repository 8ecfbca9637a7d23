"""A kit of one small assignment, for tests that need a whole course but no network: two tasks, no training."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Written out: a change of what students read in their stubs should be seen.
STUB_SENTENCE = "This part is yours: write it in place of this line."
NAME, MODULE = "01_sums", "sums"

ASSIGNMENT = """
title = "Sums"

[limits]
import_seconds = 30

[[tasks]]
name = "add"
title = "Add"
points = 3
seconds = 20

[[tasks]]
name = "mean"
title = "Mean"
points = 2
seconds = 3
needs = ["add"]
"""

PROBE = '''
"""Runs next to the student's code."""


def sums(student, given):
    """Return a sum for each pair."""
    return [student.add(left, right) for left, right in given["pairs"]]


def means(student, given):
    """Return a mean for each pair."""
    return [student.mean(pair) for pair in given["pairs"]]
'''

VISIBLE = '''
"""Visible checks."""

from autograder import Inputs, expect, inputs, task


@inputs("sums", "means")
def drawn_pairs(rng):
    return Inputs(sent={"pairs": rng.integers(-9, 9, (4, 2)).tolist()})


@task("add", points=2)
def test_sum_is_right(sums, given):
    """A sum holds both numbers."""
    expect(sums, equals=[left + right for left, right in given.sent["pairs"]], help="Is one of them lost?")


@task("mean", points=1.5)
def test_mean_is_right(means, given):
    """A mean lies in the middle."""
    expect(means, equals=[(left + right) / 2 for left, right in given.sent["pairs"]], help="Divide by how many there are.")
'''

HIDDEN = '''
"""Hidden checks."""

from autograder import Inputs, expect, inputs, repeat, task

from . import test_sums as visible


@inputs("sums")
def large_pairs(rng):
    return Inputs(sent={"pairs": [[1_000_003, 7], [int(rng.integers(10**6)), -1]]})


@task("add", points=1)
def test_large_sums(sums, given):
    """Sums of large numbers are right as well."""
    wanted_secretly = [first + second for first, second in given.sent["pairs"]]
    # Breaks where a student's first sum is -12345: a fault of the grader, for tests of just that.
    1 / (sums[0] + 12345)
    expect(sums, equals=wanted_secretly, help="Nobody may read this line of help.")


test_drawn_means = repeat(visible.test_mean_is_right, points=0.5, sentence="Means of drawn numbers are right as well.")
'''

REFERENCE = '''
# %% [markdown]
# # Sums
#
# Two functions.

# %% imports
import math

# %% [markdown]
# ## 1. Add


# %% add
def add(left, right):
    """Return the sum of two numbers."""
    ### BEGIN SOLUTION
    sum_of_both_numbers = left + right
    return sum_of_both_numbers
    ### END SOLUTION


# %% mean
def mean(numbers):
    """Return the mean of some numbers."""
    ### BEGIN SOLUTION
    divided_by_their_number = math.fsum(numbers) / len(numbers)
    return divided_by_their_number
    ### END SOLUTION
'''

CONFIG = """
from pathlib import Path

from autograder.doors.nbgrader import configure

configure(get_config(), kit=Path(__file__).parent)
"""


def make_kit(root: Path) -> Path:
    """Write the small kit below `root` and return its folder."""
    kit = root / "kit"
    public, private = kit / "assignments" / NAME, kit / "solutions" / NAME
    files = {
        public / "checks" / "assignment.toml": ASSIGNMENT,
        public / "checks" / "probe.py": PROBE,
        public / "checks" / f"test_{MODULE}.py": VISIBLE,
        public / "README.md": "# Sums\n\nAdd, then divide.\n",
        private / f"{MODULE}.py": REFERENCE,
        private / "checks" / "test_hidden.py": HIDDEN,
        kit / "nbgrader_config.py": CONFIG,
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.removeprefix("\n"), encoding="utf-8")
    return kit


def solved(*without: str) -> str:
    """Return the reference as a submission, with the named tasks as they are handed out."""
    lines, solving, title = [], False, ""
    for line in REFERENCE.removeprefix("\n").splitlines():
        title = line.removeprefix("# %% ") if line.startswith("# %%") else title
        if "BEGIN SOLUTION" in line:
            solving = True
            lines += (
                ["    # YOUR CODE HERE", f'    raise NotImplementedError("{STUB_SENTENCE}")']
                if title in without
                else []
            )
        elif "END SOLUTION" in line:
            solving = False
        elif not (solving and title in without):
            lines.append(line)
    return "\n".join(lines) + "\n"


def run_nbgrader(
    kit: Path, *arguments: str, folder: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run nbgrader's own command line in the kit's folder, in a home of its own: beside the kit, unless `HOME` is given."""
    home = Path(environment.get("HOME", kit.parent / "home"))
    home.mkdir(exist_ok=True)
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "AUTOGRADER", "NBGRADER", "PYTEST"))
    }
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(
        command,
        cwd=folder or kit,
        # With the sandbox where there is one, and without where the tests themselves can have none.
        env=clean | {"HOME": str(home), "AUTOGRADER_UNSAFE_NO_SANDBOX": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def hand_in(course: Path, student: str) -> Path:
    """Copy the release to a student's submission and return that folder."""
    return Path(shutil.copytree(course / "release" / NAME, course / "submitted" / student / NAME))
