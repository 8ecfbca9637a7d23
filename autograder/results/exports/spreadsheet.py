"""A CSV table for spreadsheets: every cell quoted, and none that a spreadsheet would execute."""

import csv
import io
from collections.abc import Sequence

from autograder.judge import Outcome, Record, TaskResult
from autograder.renderers import points
from autograder.results.student_view import is_final, visible_name

# Spreadsheets read a cell that begins so as a formula; East Asian ones the wide forms as well.
_BEGINS_A_FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")


def spreadsheet(records: Sequence[Record]) -> str:
    """Return one row for each submission; where the grader itself failed, the points stay empty."""
    stream = io.StringIO(newline="")
    table = csv.writer(stream, quoting=csv.QUOTE_ALL)
    columns = [column for task in records[0].tasks for column in (f"{task.task} outcome", f"{task.task} points")]
    table.writerow(["submission", "assignment", "profile", "points", "max_points", *columns, "source_sha256"])
    for record in records:
        total = points(record.score) if is_final(record) else ""
        cells = [visible_name(record.submission), record.assignment, record.profile, total, points(record.max_score)]
        cells += [cell for task in record.tasks for cell in _cells(task)]
        table.writerow([harmless(cell) for cell in [*cells, record.source_sha256]])
    return stream.getvalue()


def _cells(task: TaskResult) -> tuple[str, str]:
    return str(task.outcome), "" if task.outcome is Outcome.GRADER_ERROR else points(task.score)


def harmless(cell: str) -> str:
    """Return a cell's text, an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_BEGINS_A_FORMULA) else cell
