"""A class of the small kit: what its students hand in, and the course folder after nbgrader's commands."""

import csv
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment, find_assignment
from autograder.doors.nbgrader.releasing import release
from autograder.judge import Record, record_from_json
from tests.support.small_kit import MODULE, NAME, hand_in, make_kit, run_nbgrader, solved

SEED = 20_261_122
Notebook = dict[str, Any]

WRONG_MEAN = solved().replace("math.fsum(numbers) / len(numbers)", "math.fsum(numbers) / 3")
CRASHING = solved().replace("sum_of_both_numbers = left + right", 'sum_of_both_numbers = left + "one"')
LOOPING = solved().replace(
    "divided_by_their_number = math", "while True:\n        pass\n    divided_by_their_number = math"
)
UNLUCKY = solved().replace("return sum_of_both_numbers", "return -12345 if left == 1_000_003 else sum_of_both_numbers")
NOISY = solved().replace(
    "return sum_of_both_numbers",
    'print("<b>bold</b>", file=__import__("sys").stderr)\n    return sum_of_both_numbers + 1',
)


def filled(notebook: Notebook, script: str) -> Notebook:
    """Return a notebook with a script's cells in place of those of the same title."""
    cells = dict(re.findall(r"^# %% (\w+)\n(.*?)(?=^# %%|\Z)", script, re.DOTALL | re.MULTILINE))
    for cell in notebook["cells"]:
        title = cell["metadata"].get("title")
        if title in cells:
            cell["source"] = cells[title].rstrip()
    return notebook


def damaged(notebook: Notebook) -> Notebook:
    """Return a notebook as no editor writes it: old and odd marks, an id twice, a test cell gone, another worth more."""
    by_id = {cell["id"]: cell for cell in notebook["cells"]}
    by_id["add"]["metadata"]["nbgrader"] = {"schema_version": 1, "grade_id": ["add"]}
    by_id["mean"]["metadata"]["nbgrader"].update(schema_version=99, points="many")
    by_id["check-mean"]["metadata"]["nbgrader"]["points"] = 1000
    by_id["check-mean"]["source"] = "1000"
    notebook["cells"].remove(by_id["check-add"])
    notebook["cells"] += [
        by_id["mean"],
        by_id["check-mean"],
        {"cell_type": "code", "source": "import math", "metadata": {"nbgrader": "x"}},
    ]
    return notebook


def write_class(course: Path) -> None:
    """Hand in what a class hands in."""

    def notebook_of(student: str, change: Callable[[Notebook], Any]) -> None:
        path = hand_in(course, student) / f"{MODULE}.ipynb"
        changed = change(json.loads(path.read_text()))
        path.write_bytes(changed if isinstance(changed, bytes) else json.dumps(changed).encode())

    notebook_of("full", lambda notebook: filled(notebook, solved()))
    notebook_of("partial", lambda notebook: filled(notebook, WRONG_MEAN))
    notebook_of("one_task", lambda notebook: filled(notebook, solved("mean")))
    hand_in(course, "untouched")
    notebook_of("crashing", lambda notebook: filled(notebook, CRASHING))
    notebook_of("looping", lambda notebook: filled(notebook, LOOPING))
    notebook_of("noisy", lambda notebook: filled(notebook, NOISY))
    notebook_of("unlucky", lambda notebook: filled(notebook, UNLUCKY))
    notebook_of("malformed", lambda notebook: damaged(filled(notebook, solved())))
    notebook_of("broken", lambda notebook: json.dumps(filled(notebook, solved())).encode()[:900])
    notebook_of("latin", lambda notebook: b"\xe9" + json.dumps(notebook).encode())
    notebook_of("empty", lambda notebook: b"")
    (hand_in(course, "script") / f"{MODULE}.py").write_text(solved())
    notebook_of("both", lambda notebook: filled(notebook, solved()))
    (course / "submitted" / "both" / NAME / f"{MODULE}.py").write_text(WRONG_MEAN)
    only_script = hand_in(course, "no_notebook")
    (only_script / f"{MODULE}.py").write_text(solved())
    (only_script / f"{MODULE}.ipynb").unlink()
    misnamed = hand_in(course, "misnamed")
    (misnamed / f"{MODULE}.ipynb").rename(misnamed / f"{MODULE} (1).ipynb")
    (misnamed / f"{MODULE}.py").unlink()


POINTS = {
    "full": 5.0,
    "partial": 3.0,
    "one_task": 3.0,
    "untouched": 0.0,
    "crashing": 0.0,
    "looping": 3.0,
    "noisy": 0.0,
    "malformed": 5.0,
    "broken": 0.0,
    "latin": 0.0,
    "empty": 0.0,
    "script": 5.0,
    "both": 0.0,
    "no_notebook": 5.0,
    "misnamed": 0.0,
    "linked": 0.0,
}


class Course:
    """A course after a whole cycle of nbgrader's commands."""

    def __init__(self, root: Path) -> None:
        self.kit = make_kit(root)
        release(find_assignment(NAME, self.kit, with_solutions=True), root / "scratch")
        self.folder = self.kit / "course"
        self.logs: dict[str, str] = {}

    @property
    def assignment(self) -> Assignment:
        return find_assignment(NAME, self.kit, with_solutions=True)

    def nbgrader(self, *arguments: str, folder: Path | None = None) -> str:
        """Run a command that must succeed, and return its log."""
        finished = run_nbgrader(self.kit, *arguments, folder=folder, AUTOGRADER_SEED=str(SEED))
        log = finished.stderr + finished.stdout
        assert finished.returncode == 0, f"nbgrader {arguments}: {log}"
        self.logs[arguments[0]] = log
        return log

    def record(self, student: str) -> Record:
        return record_from_json((self.folder / "results" / NAME / f"{student}.json").read_text())

    def page(self, student: str) -> str:
        """Return the text of a student's feedback."""
        html = (self.folder / "feedback" / student / NAME / f"{MODULE}.html").read_text()
        return unescape(re.sub(r"<style.*?</style>|<script.*?</script>|<[^<>]*>", "", html, flags=re.DOTALL))

    def rows(self) -> dict[str, dict[str, str]]:
        with (self.kit / "grades.csv").open() as stream:
            return {row["student_id"]: row for row in csv.DictReader(stream)}
