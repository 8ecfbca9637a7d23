"""The class as one self-contained HTML page."""

from collections.abc import Sequence

import jinja2

from autograder.assignment import Assignment
from autograder.record import Record
from autograder.renderers.explain import explain_task, points
from autograder.renderers.table import printable


def class_report(assignment: Assignment, records: Sequence[Record]) -> str:
    """Return the page's HTML. Everything a student wrote is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder.renderers"), autoescape=True, trim_blocks=True
    )
    environment.filters.update(printable=printable, points=points, explain=explain_task)
    return environment.get_template("report.html.j2").render(
        title=f"{assignment.name}: {assignment.title}",
        tasks=assignment.tasks,
        records=sorted(records, key=lambda record: record.submission),
        profile=records[0].profile if records else "cpu",
    )
