"""Jupyter notebooks as source text, read as plain JSON: no kernel, no notebook library, nothing executed."""

import ast
import json
import re
from dataclasses import dataclass
from typing import Any

from autograder.errors import SubmissionError

# By these marks the cells are known that are the kit's own; they are no student's code.
TEST_CELL, SET_UP = "check-", "set-up"
# nbgrader takes 0.7 ms for each, and a browser more; a class waits for one notebook of fifty thousand.
MOST_CELLS = 1000
_MAGIC_LINE = re.compile(r"^(\s*)([%!?].*|[^#'\"]*\?\s*)$")


@dataclass(frozen=True)
class NotebookSource:
    """The student's code in a notebook: one module's text, and notes on what was left out."""

    source: str
    notes: tuple[str, ...]


def read_notebook(text: str) -> NotebookSource:
    """Join the code cells of a notebook; the kit's own cells are left out, magics are taken out and noted.

    Raises:
        SubmissionError: the text is no notebook.
    """
    try:
        notebook = json.loads(text)
        cells = notebook["cells"]
        code = [(number, _text_of(cell)) for number, cell in enumerate(cells, 1) if _is_student_code(cell)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SubmissionError(
            f"A notebook is a JSON file with a list of cells. This one cannot be read ({type(error).__name__}). "
            "Open it in Jupyter, save it again and hand that file in."
        ) from None
    if len(cells) > MOST_CELLS:
        raise SubmissionError(
            f"A notebook may have {MOST_CELLS} cells. Received {len(cells)}. Remove those that hold nothing."
        )
    notes: list[str] = []
    return NotebookSource(
        "\n\n\n".join(_without_magics(source, number, notes) for number, source in code), tuple(notes)
    )


def mark_of(cell: dict[str, Any]) -> str:
    """Return what nbgrader knows a cell by; where that mark is damaged or gone, the cell's own id, which is given alike."""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    known = grade_id if isinstance(grade_id, str) else cell.get("id")
    return known if isinstance(known, str) else ""


def _is_student_code(cell: dict[str, Any]) -> bool:
    return cell["cell_type"] == "code" and mark_of(cell) != SET_UP and not mark_of(cell).startswith(TEST_CELL)


def _text_of(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _without_magics(source: str, number: int, notes: list[str]) -> str:
    """Return a cell as plain Python; `x = (a\\n% b)` is Python and stays."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    else:
        return source
    if source.lstrip().startswith("%%") and not source.lstrip().startswith(("%%time", "%%capture")):
        notes.append(
            f"Cell {number} was left out: {source.strip().splitlines()[0]} hands it to another program than Python."
        )
        return ""
    lines = []
    for line in source.splitlines():
        magic = _MAGIC_LINE.match(line)
        if magic:
            notes.append(
                f"Cell {number}: the line {line.strip()[:60]} was left out; it means something in Jupyter only."
            )
            line = f"{magic.group(1)}pass"
        lines.append(line)
    return "\n".join(lines)
