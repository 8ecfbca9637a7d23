"""nbgrader's source notebook, built from the reference solution: one solution cell and one locked test cell for each task, and how it begins."""

import copy
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.assignment import Assignment, Task, read_course_settings
from autograder.doors.nbgrader.first_cells import BADGES, badges, set_up_cell
from autograder.errors import AssignmentError
from autograder.release import copy_public_files
from autograder.submission import SET_UP, TEST_CELL, mark_of

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_LEGAL_ID = re.compile(r"[A-Za-z0-9_-]{1,58}")
_BARE = {"notebook_metadata_filter": "-all", "cell_metadata_filter": "title,-all"}


def test_cell_id(task: str) -> str:
    """Return the `grade_id` of a task's test cell."""
    return f"{TEST_CELL}{task}"


def build_source(assignment: Assignment, folder: Path) -> Path:
    """Write an assignment's nbgrader source folder: the notebook with solutions, and the public files.

    The stubs are left out: nbgrader writes a source folder's files over a student's, and an instructor may have tried
    out an answer in them. `AddScripts` adds them to the release.

    Args:
        assignment: with its instructors' folder.
        folder: nbgrader's source folder of this assignment; emptied first. It must lie outside `solutions/`.

    Returns:
        The notebook's path.

    Raises:
        AssignmentError: the reference is missing, or its cells and the tasks do not fit together.
    """
    notebook = source_notebook(assignment)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    copy_public_files(assignment, folder)
    path = folder / f"{assignment.module}.ipynb"
    nbformat.write(notebook, path)
    return path


def source_notebook(assignment: Assignment) -> NotebookNode:
    """Return the notebook with solutions and test cells; equal for equal references.

    Raises:
        AssignmentError: see `build_source`.
    """
    path = assignment.reference_file()
    text = path.read_text(encoding="utf-8")
    notebook = jupytext.reads(text, fmt="py:percent")
    tasks = {task.name: task for task in assignment.tasks}
    _check_titles(path, text, notebook, tasks)
    cells: list[NotebookNode] = []
    for number, cell in enumerate(notebook.cells, 1):
        title = cell.metadata.get("title", "")
        cell.metadata = NotebookNode({"title": title} if title else {})
        cell.id = title if _LEGAL_ID.fullmatch(title) else f"cell-{number:02}"
        cells.append(cell)
        if cell.cell_type == "code" and title in tasks:
            cell.metadata["nbgrader"] = _marks(title, solution=True)
            cells.append(_test_cell(tasks[title]))
    settings = read_course_settings(assignment.folder.parent)
    first_code = next(place for place, cell in enumerate(cells) if cell.cell_type == "code")
    set_up = set_up_cell(assignment, settings)
    set_up.metadata["nbgrader"] = _marks(SET_UP, locked=True)
    cells = [*badges(assignment, settings), *cells[:first_code], set_up, *cells[first_code:]]
    built = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.validate(built)
    return built


def script_from(notebook: NotebookNode) -> str:
    """Return a released notebook as a percent script: titles kept, the kit's own cells and nbgrader's marks left out."""
    cells = [copy.deepcopy(cell) for cell in notebook.cells if not _is_the_kits(mark_of(cell))]
    for cell, following in pairwise(cells):
        # Two empty lines around definitions, as formatters want it.
        solution = any("nbgrader" in either.metadata for either in (cell, following))
        cell.metadata["lines_to_next_cell"] = 2 if solution else 1
    plain = nbformat.v4.new_notebook(cells=cells, metadata={"jupytext": _BARE})
    return str(jupytext.writes(plain, fmt="py:percent"))


def _is_the_kits(mark: str) -> bool:
    return mark in (SET_UP, BADGES) or mark.startswith(TEST_CELL)


def _check_titles(path: Path, text: str, notebook: NotebookNode, tasks: dict[str, Task]) -> None:
    lines = text.splitlines()
    titles = [cell.metadata.get("title", "") for cell in notebook.cells if cell.cell_type == "code"]
    for name in tasks:
        if titles.count(name) != 1:
            raise AssignmentError(
                path,
                None,
                f"Each task has one code cell with its name as title. Received {titles.count(name)} cells `# %% {name}`.",
            )
        if not _LEGAL_ID.fullmatch(name):
            raise AssignmentError(
                path,
                None,
                f"A task's name has at most 58 letters, digits, `_` and `-`, because nbgrader marks cells with it. Received '{name}'.",
            )
    for cell in notebook.cells:
        title = cell.metadata.get("title", "")
        solved = "BEGIN SOLUTION" in cell.source
        line = (
            next(
                (number for number, text in enumerate(lines, 1) if text.startswith("# %%") and text.endswith(title)),
                None,
            )
            if title
            else None
        )
        if solved and (cell.cell_type != "code" or title not in tasks):
            raise AssignmentError(
                path,
                line,
                f"A solution region lies in a task's cell. The cell '{title}' holds one and is no task of assignment.toml: {list(tasks)}.",
            )
        if title in tasks and cell.cell_type == "code" and not solved:
            raise AssignmentError(
                path,
                line,
                f"A task's cell holds a solution region (### BEGIN SOLUTION). '{title}' holds none, so it would be released as it is.",
            )


def _test_cell(task: Task) -> NotebookNode:
    cell = new_code_cell(
        f'from autograder.doors.notebook import check\ncheck("{task.name}")', id=test_cell_id(task.name)
    )
    cell.metadata["nbgrader"] = _marks(test_cell_id(task.name), grade=True, locked=True) | {"points": task.points}
    return cell


def _marks(grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False) -> dict[str, Any]:
    return {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
