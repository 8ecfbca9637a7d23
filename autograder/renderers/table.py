"""The class at a glance, in a terminal."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.assignment import Assignment
from autograder.judge import Record, TaskResult
from autograder.renderers.explain import points

# A column that holds a task's outcome and points, and the room for the name and the sum.
_TASK, _BESIDE_TASKS = 14, 50


def print_class(console: Console, assignment: Assignment, records: Sequence[Record]) -> None:
    """Print one row for each submission: its points, and one column for each task. A narrow screen breaks the headings' lines first."""
    table = Table(title=f"{assignment.name}: {assignment.title}", box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("submission", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    rows = sorted(records, key=lambda record: record.submission)
    for number, task in enumerate(assignment.tasks):
        cells = [_cell(record.tasks[number]) for record in rows]
        longest = max(map(len, task.title.split()))
        table.add_column(task.title, min_width=max([longest, *(cell.cell_len for cell in cells)]))
    for record in rows:
        score = f"{points(record.score)}/{points(record.max_score)}"
        table.add_row(Text(printable(record.submission)), score, *map(_cell, record.tasks))
    # A file or a pipe has no width of its own.
    needed = _BESIDE_TASKS + sum(_TASK for _ in assignment.tasks)
    console.print(table, width=None if console.is_terminal else max(console.width, needed), crop=console.is_terminal)


def _cell(task: TaskResult) -> Text:
    said = str(task.outcome).replace("_", " ")
    if task.outcome.ran:
        said += f" {points(task.score)}/{points(task.max_score)}"
    return Text(said, style=task.outcome.look.colour)


def printable(name: str) -> str:
    """Return a folder's name without line breaks and control characters, and not longer than a line."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
