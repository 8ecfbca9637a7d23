"""What becomes of records: a run's folder, exports in other programs' formats, and pages to read."""

from autograder.results.exports.writing import Format, chosen_records, write_export
from autograder.results.report.class_page import class_report
from autograder.results.report.pages import cell
from autograder.results.report.writing import report, write_pages
from autograder.results.run_folder import Run, open_run, read_run
from autograder.results.student_view import task_view, visible_name

__all__ = [
    "Format",
    "Run",
    "cell",
    "chosen_records",
    "class_report",
    "open_run",
    "read_run",
    "report",
    "task_view",
    "visible_name",
    "write_export",
    "write_pages",
]
