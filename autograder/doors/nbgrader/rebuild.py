"""A submitted notebook made well again: the released notebook is the frame, the student's cells are put into it.

nbgrader trusts a submitted notebook's form. One with duplicated ids, old or odd metadata, or broken JSON stops it or
its whole class. So none reaches it: what nbgrader gets is built here, from text only.
"""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.submission import MOST_CELLS, SET_UP, TEST_CELL, mark_of

_LARGEST = 20 << 20


def rebuild(frame: NotebookNode, submitted: Path) -> NotebookNode:
    """Return a well-formed notebook that shows what a student handed in.

    Args:
        frame: the released notebook.
        submitted: the student's file; it may hold anything or not exist.

    The student's code and text cells come in their order, without outputs and attachments. A cell is a task's solution
    cell if it has that cell's mark for the first time; test cells are the released ones, each once. Of a file that
    cannot be read nothing is left but the frame.
    """
    rebuilt = copy.deepcopy(frame)
    students = list(_readable_cells(submitted))
    if students:
        rebuilt.cells = _fitted(rebuilt.cells, students)
    return rebuilt


def _fitted(frame: list[NotebookNode], students: list[dict[str, Any]]) -> list[NotebookNode]:
    placed = {mark_of(cell): cell for cell in frame if _marked(cell, "solution") or mark_of(cell) == SET_UP}
    cells: list[NotebookNode] = []
    for number, student in enumerate(students, 1):
        mark = student["mark"]
        if mark.startswith(TEST_CELL):
            continue
        if student["cell_type"] == "code" and mark in placed:
            cell = placed.pop(mark)
            cell.source = cell.source if mark == SET_UP else student["source"]
        else:
            make = new_code_cell if student["cell_type"] == "code" else new_markdown_cell
            cell = make(student["source"], id=f"submitted-{number}")
        cells.append(cell)
    return _with_tests(cells, frame)


def _with_tests(cells: list[NotebookNode], frame: list[NotebookNode]) -> list[NotebookNode]:
    """Put each test cell behind the solution cell that it follows in the frame; at the end where that one is gone."""
    before: NotebookNode | None = None
    for cell in frame:
        if _marked(cell, "solution"):
            before = cell
        elif _marked(cell, "grade"):
            at = next((index for index, known in enumerate(cells, 1) if known is before), len(cells))
            cells.insert(at, cell)
    return cells


def _marked(cell: NotebookNode, mark: str) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get(mark))


def _readable_cells(path: Path) -> Iterator[dict[str, Any]]:
    """Yield kind, source and marks of the cells that are readable; none where the file is not."""
    try:
        if path.is_symlink() or path.stat().st_size > _LARGEST:
            return
        cells = json.loads(path.read_bytes().decode("utf-8-sig"))["cells"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
    for cell in cells if isinstance(cells, list) and len(cells) <= MOST_CELLS else []:
        if not isinstance(cell, dict):
            continue
        source = cell.get("source")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if isinstance(source, str) and cell.get("cell_type") in ("code", "markdown"):
            yield {"cell_type": cell["cell_type"], "source": printable(source), "mark": mark_of(cell)}


def printable(text: str) -> str:
    """Return text that can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")
