"""One finished run, one format, one file. A new format is one module beside this one, and one line in a table here."""

import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from autograder.errors import AutograderError
from autograder.files import write_whole
from autograder.judge import Record
from autograder.results.exports.classroom50 import classroom50
from autograder.results.exports.gradescope import gradescope
from autograder.results.exports.junit import junit
from autograder.results.exports.markdown import markdown
from autograder.results.exports.spreadsheet import spreadsheet
from autograder.results.run_folder import read_run
from autograder.results.student_view import is_final


class Format(StrEnum):
    """What a run can leave as."""

    JUNIT = "junit"
    GRADESCOPE = "gradescope"
    CLASSROOM50 = "classroom50"
    CSV = "csv"
    MARKDOWN = "markdown"
    NBGRADER = "nbgrader"


_OF_A_CLASS: dict[Format, Callable[[Sequence[Record]], str]] = {
    Format.JUNIT: junit,
    Format.CSV: spreadsheet,
    Format.MARKDOWN: markdown,
}
_OF_ONE: dict[Format, Callable[[Record], str]] = {
    Format.GRADESCOPE: gradescope,
    Format.CLASSROOM50: lambda record: classroom50(record, os.environ),
}


def write_export(folder: Path, format: Format, out: Path, submission: str = "") -> None:
    """Write a finished run's results in another program's format.

    Args:
        folder: the run's.
        format: any but `NBGRADER`, whose gradebook is no file of ours.
        out: the file to write.
        submission: only this one; the whole run unless given.

    Raises:
        AutograderError: the run is not finished, there is no such submission, or the format holds one submission only.
    """
    # Whatever goes wrong below, an older file must not be read as this run's.
    out.unlink(missing_ok=True)
    records = chosen_records(folder, submission)
    text = _OF_A_CLASS[format](records) if format in _OF_A_CLASS else _OF_ONE[format](_only(records, format))
    out.parent.mkdir(parents=True, exist_ok=True)
    write_whole(out, text.encode())


def chosen_records(folder: Path, submission: str) -> list[Record]:
    """Return the records of a finished run, or the one of a submission.

    Raises:
        AutograderError: the run is not finished, or has no such submission.
    """
    records = read_run(folder).finished_records()
    chosen = [record for record in records if submission in ("", record.submission)]
    if not chosen:
        names = ", ".join(record.submission for record in records[:5])
        raise AutograderError(f"--submission names one of the run's. Received {submission!r}; there are {names}.")
    return chosen


def _only(records: list[Record], format: Format) -> Record:
    if len(records) > 1:
        raise AutograderError(
            f"A file for {format} holds one submission. The run has {len(records)}; name one with --submission."
        )
    if not is_final(records[0]):
        raise AutograderError(
            f"Marks leave when they are final. The grader itself failed for {records[0].submission}; `report.html` beside the "
            "records says where. Mend it and give the same `autograder grade` command again."
        )
    return records[0]
