"""`autograder report`: a page for each student, and one for the class."""

import csv
import hashlib
import io
import re
from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.assignment import Assignment, find_assignment
from autograder.files import write_whole
from autograder.judge import Record
from autograder.results.exports.spreadsheet import harmless
from autograder.results.report.class_page import Evidence, class_report
from autograder.results.report.similarity import similar_pairs
from autograder.results.report.stored_work import StoredWork, pictures_of_tasks, seconds_of_checks, stored_work
from autograder.results.report.student_page import student_page
from autograder.results.run_folder import Run, read_run
from autograder.results.student_view import visible_name

# What is handed out, and what is not.
STUDENTS, INSTRUCTOR = "students", "instructor"
_LONGEST_NAME = 60


def report(
    folder: Annotated[Path, typer.Argument(help="The folder that `grade --out` wrote.")],
    names: Annotated[
        bool, typer.Option("--names", help="Name students' files after their submissions, not by a number.")
    ] = False,
    root: Annotated[
        Path, typer.Option("--root", help="The course folder, which holds assignments/ and solutions/.")
    ] = Path(),
) -> None:
    """Write pages of a finished run: report.html for the class, students/ to hand out, instructor/ with hidden cases."""
    run = read_run(folder)
    assignment = find_assignment(run.assignment, root, with_solutions=True)
    written = write_pages(run, assignment, names)
    Console(soft_wrap=True).print(
        f"{written} students. To hand out: {folder / STUDENTS}   The class: {folder / 'report.html'}   Who has which page: {folder / 'pages.csv'}",
        markup=False,
        highlight=False,
    )


def write_pages(run: Run, assignment: Assignment, names: bool = False) -> int:
    """Write all pages of a finished run in place of older ones, and return how many students there are.

    Raises:
        AutograderError: the run is not finished.
    """
    records = run.finished_records()
    files = file_names(run, records, names)
    for place in (STUDENTS, INSTRUCTOR):
        _emptied(run.folder / place)
    seconds, sources = defaultdict(list), {}
    for record in records:
        work = stored_work(run, record.submission)
        _write_student(run, assignment, record, work, files[record.submission])
        if work is not None:
            sources[record.submission] = work.source
            for check, spent in seconds_of_checks(run, assignment, work):
                seconds[check].append(spent)
    links = {name: f"{INSTRUCTOR}/{file}" for name, file in files.items()}
    evidence = Evidence(links, seconds, similar_pairs(sources, assignment.stub_source or ""))
    write_whole(run.folder / "report.html", class_report(assignment, records, evidence).encode())
    write_whole(run.folder / "pages.csv", _who_has_which(files).encode())
    return len(records)


def file_names(run: Run, records: list[Record], names: bool) -> dict[str, str]:
    """Return each submission's file: nothing that tells whose it is, unless asked for; the same each time."""
    return {record.submission: f"{_stem(run, record.submission, names)}.html" for record in records}


def _stem(run: Run, submission: str, names: bool) -> str:
    # Without the run's seed nobody can find out by trying names.
    whose = f"{run.seed}/{submission}".encode("utf-8", "surrogateescape")
    number = hashlib.sha256(whose).hexdigest()[:12]
    if not names:
        return number
    legible = re.sub(r"[^A-Za-z0-9_-]+", "_", submission)[:_LONGEST_NAME].strip("_")
    return f"{legible}-{number}"


def _emptied(folder: Path) -> None:
    """Make a folder, or remove the pages of an earlier report from it."""
    folder.mkdir(exist_ok=True)
    for page in folder.glob("*.html"):
        page.unlink()


def _write_student(run: Run, assignment: Assignment, record: Record, work: StoredWork | None, file: str) -> None:
    pictures = {} if work is None else pictures_of_tasks(run, assignment, record, work)
    for place, whole in ((STUDENTS, False), (INSTRUCTOR, True)):
        text = student_page(assignment, record, pictures, whole)
        (run.folder / place / file).write_text(text, encoding="utf-8")


def _who_has_which(files: dict[str, str]) -> str:
    stream = io.StringIO(newline="")
    table = csv.writer(stream, quoting=csv.QUOTE_ALL)
    table.writerow(["submission", "page"])
    table.writerows([harmless(visible_name(name)), f"{STUDENTS}/{file}"] for name, file in sorted(files.items()))
    return stream.getvalue()
