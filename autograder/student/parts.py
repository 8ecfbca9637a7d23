"""One task's part of a student's file: compared with the stub, and put back as it was handed out."""

import difflib
import itertools
import json
import os
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.files import write_whole
from autograder.submission import mark_of, read_submission

# A title of the percent format, in which jupytext may leave a cell's metadata behind the title.
_TITLE = re.compile(r"^# %%(?: +(\S+))?")
KEPT = Path(".autograder") / "earlier"


@dataclass(frozen=True)
class Part:
    """One task's cell in a student's file, and in the stub."""

    path: Path
    task: str
    text: str
    stub: str

    def difference(self) -> list[str]:
        """Return the lines of a unified diff from the stub; none where nothing was changed."""
        names = (f"{self.task} as it was handed out", f"{self.task} in {self.path.name}")
        return list(difflib.unified_diff(self.stub.splitlines(), self.text.splitlines(), *names, lineterm=""))


def find_part(assignment: Assignment, task: str) -> Part:
    """Return a task's cell in the file that counts.

    Raises:
        SubmissionError: there is no file, or it is unclear which counts.
        AutograderError: the file has no such cell, or the stub is missing.
    """
    path = assignment.folder / read_submission(assignment.folder, assignment).filename
    if assignment.stub_source is None:
        raise AutograderError(f"{assignment.folder} has no stub.py to go back to. Unpack it from what you were given.")
    text = path.read_bytes().decode("utf-8-sig")
    cells = _cells(text) if path.suffix == ".py" else _notebook_cells(json.loads(text))
    stubs = _cells(assignment.stub_source)
    if task not in cells or task not in stubs:
        raise AutograderError(
            f"A task's part is the cell titled `# %% {task}`. {path.name} has none. Take it from stub.py beside it."
        )
    return Part(path, task, cells[task].strip("\n"), stubs[task].strip("\n"))


def put_back(part: Part) -> Path:
    """Put the stub's cell in the place of the student's; return where the whole file as it was lies now.

    Raises:
        OSError: the copy or the file could not be written; the student's file is as it was.
    """
    folder = part.path.parent / KEPT
    folder.mkdir(parents=True, exist_ok=True)
    copy = _free(folder, part.path)
    shutil.copy2(part.path, copy)
    text = part.path.read_bytes().decode("utf-8-sig")
    changed = _changed_script(text, part) if part.path.suffix == ".py" else _changed_notebook(text, part)
    write_whole(part.path, changed.encode())
    return copy


def _free(folder: Path, path: Path) -> Path:
    stem = f"{path.stem}.{time.strftime('%Y-%m-%d_%H%M%S')}"
    names = [folder / f"{stem}{path.suffix}", *(folder / f"{stem}_{number}{path.suffix}" for number in range(2, 1000))]
    return next(name for name in names if not os.path.lexists(name))


def _spans(lines: list[str]) -> dict[str, tuple[int, int]]:
    """Return the lines of each titled cell of a percent script, its title line left out."""
    starts = [(number, match.group(1) or "") for number, line in enumerate(lines) if (match := _TITLE.match(line))]
    found: dict[str, tuple[int, int]] = {}
    for (number, title), (end, _) in itertools.pairwise([*starts, (len(lines), "")]):
        found.setdefault(title, (number + 1, end))
    return found


def _lines(text: str) -> list[str]:
    # `splitlines` would also split at characters that a string may hold.
    return text.replace("\r\n", "\n").split("\n")


def _cells(text: str) -> dict[str, str]:
    lines = _lines(text)
    return {title: "\n".join(lines[start:end]) for title, (start, end) in _spans(lines).items()}


def _changed_script(text: str, part: Part) -> str:
    lines = _lines(text)
    start, end = _spans(lines)[part.task]
    between = ["", ""] if end < len(lines) else [""]
    changed = "\n".join([*lines[:start], *part.stub.split("\n"), *between, *lines[end:]])
    return changed.replace("\n", "\r\n") if "\r\n" in text else changed


def _notebook_cells(notebook: dict[str, Any]) -> dict[str, str]:
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return {mark_of(cell): "".join(cell["source"]) for cell in reversed(cells)}


def _changed_notebook(text: str, part: Part) -> str:
    notebook = json.loads(text)
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code" and mark_of(cell) == part.task)
    cell["source"] = part.stub.splitlines(keepends=True)
    cell["outputs"], cell["execution_count"] = [], None
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
