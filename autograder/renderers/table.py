"""The class at a glance, in a terminal."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.assignment import Assignment
from autograder.record import Record, TaskResult
from autograder.renderers.explain import points
from autograder.renderers.summary import COLOURS


def print_class(console: Console, assignment: Assignment, records: Sequence[Record]) -> None:
    """Print one row for each submission and one column for each task."""
    table = Table(title=f"{assignment.name}: {assignment.title}", box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("submission", no_wrap=True)
    for task in assignment.tasks:
        table.add_column(task.title, no_wrap=True)
    table.add_column("points", justify="right")
    for record in sorted(records, key=lambda record: record.submission):
        cells = [_cell(task) for task in record.tasks]
        table.add_row(Text(printable(record.submission)), *cells, f"{points(record.score)}/{points(record.max_score)}")
    console.print(table)


def _cell(task: TaskResult) -> Text:
    return Text(
        f"{task.outcome.replace('_', ' ')} {points(task.score)}/{points(task.max_score)}", style=COLOURS[task.outcome]
    )


def printable(name: str) -> str:
    """Return a folder's name without line breaks and control characters, and not longer than a line."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
