"""A Markdown summary for the pages of CI: the class as a table, and below it what did not pass."""

import re
from collections.abc import Sequence

from autograder.judge import Outcome, Record, TaskResult
from autograder.renderers import explain_task, points
from autograder.results.student_view import student_view, visible_name, visible_text

# GitHub shows at most 1 MiB for each step.
_MOST_CHARACTERS = 500_000


def markdown(records: Sequence[Record]) -> str:
    """Return the summary. What a student wrote stands in code only, where nothing is a link, a mention or HTML."""
    lines = [f"## {records[0].assignment}", ""]
    titles = ["Submission", *(task.title for task in records[0].tasks), "Points"]
    lines += [_row(titles), _row(["---"] * (len(titles) - 1) + ["---:"])]
    for record in records:
        cells = [_code(visible_name(record.submission), in_table=True), *map(_cell, record.tasks)]
        lines.append(_row([*cells, f"{points(record.score)}/{points(record.max_score)}"]))
    text = "\n".join(lines) + "\n"
    for place, record in enumerate(records):
        details = _details(student_view(record))
        if len(text) + len(details) > _MOST_CHARACTERS:
            left = len(records) - place
            return f"{text}\nDetails of {left} submissions are left out here, because a summary has limited room.\n"
        text += details
    return text


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(task: TaskResult) -> str:
    return f"{task.outcome.replace('_', ' ')} {points(task.score)}/{points(task.max_score)}"


def _details(record: Record) -> str:
    shown = [explain_task(task) for task in record.tasks if task.outcome is not Outcome.PASSED]
    if not shown and not record.notes:
        return ""
    text = visible_text("\n\n".join([*record.notes, *shown]))
    fence = _fence(text, 3)
    return f"\n### {_code(visible_name(record.submission))}\n\n{fence}text\n{text}\n{fence}\n"


def _code(text: str, in_table: bool = False) -> str:
    """Return text as an inline piece of code, whatever it holds; a table's cell ends at a bar even there."""
    fence = _fence(text, 1)
    return f"{fence} {text.replace('|', chr(92) + '|') if in_table else text} {fence}"


def _fence(text: str, least: int) -> str:
    """Return a fence that is longer than any row of backticks in the text."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))
