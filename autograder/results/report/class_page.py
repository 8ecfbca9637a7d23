"""The class as one self-contained HTML page, for instructors."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from autograder.assignment import Assignment
from autograder.judge import Outcome, Record, TaskResult
from autograder.results.report.pages import page
from autograder.results.report.similarity import Pair
from autograder.results.report.statistics import CheckFigures, check_figures, distribution
from autograder.results.student_view import is_final

_BROKEN = (Outcome.CRASHED, Outcome.GRADER_ERROR)
_SLOWEST = 10


@dataclass(frozen=True)
class Evidence:
    """What a run's folder adds to its records.

    Attributes:
        pages: for each submission the link to its page.
        seconds: by name of check, the times of its probe.
        alike: pairs of submissions that are much alike.
    """

    pages: Mapping[str, str]
    seconds: Mapping[str, Sequence[float]]
    alike: Sequence[Pair]


@dataclass(frozen=True)
class GraderFault:
    """The first sentence about what broke."""

    submission: str
    outcome: Outcome
    title: str
    sentence: str
    traceback: str


def class_report(assignment: Assignment, records: Sequence[Record], evidence: Evidence | None = None) -> str:
    """Return the page's HTML. Everything a student wrote is escaped.

    Args:
        assignment: what was graded.
        records: one for each submission.
        evidence: links to students' pages, times and likenesses; the page does without them where there is none.
    """
    records = sorted(records, key=lambda record: record.submission)
    figures = check_figures(records, evidence.seconds if evidence else None)
    bars = distribution(records)
    scores = [record.score for record in records] or [0.0]
    return page(
        "report.html.j2",
        "report.js.j2",
        title=f"{assignment.name}: {assignment.title}",
        tasks=[_task_row(records, number) for number in range(len(records[0].tasks))] if records else [],
        records=records,
        evidence=evidence,
        profile=records[0].profile if records else "",
        open=sum(record.sandboxed is False for record in records),
        unsure=sum(not is_final(record) for record in records),
        max_score=max((record.max_score for record in records), default=0.0),
        median=median(scores),
        mean=fmean(scores),
        complete=sum(record.score == record.max_score for record in records),
        bars=bars,
        most=max([1, *(bar.count for bar in bars)]),
        checks=figures,
        timed=any(one.seconds is not None for one in figures),
        best=_best(figures),
        never=[one for one in figures if one.passed == 0],
        broken=[found for record in records if (found := _broken(record)) is not None],
        slowest=sorted(records, key=lambda record: -record.seconds)[:_SLOWEST],
    )


def _task_row(records: Sequence[Record], number: int) -> dict[str, Any]:
    results = [record.tasks[number] for record in records]
    counts = Counter(result.outcome for result in results)
    most = sum(result.max_score for result in results) or 1.0
    return {
        "title": results[0].title,
        "outcomes": [(outcome, counts[outcome]) for outcome in Outcome if counts[outcome]],
        "mean": sum(result.score for result in results) / most,
    }


def _best(figures: Sequence[CheckFigures]) -> CheckFigures | None:
    known = [one for one in figures if one.separation is not None]
    return max(known, key=lambda one: one.separation or 0.0, default=None)


def _broken(record: Record) -> GraderFault | None:
    """Return what broke first, a fault of the grader before all; nothing where nothing did."""
    tasks = [task for task in record.tasks if task.outcome in _BROKEN]
    if not tasks:
        return None
    task = min(tasks, key=lambda task: task.outcome is not Outcome.GRADER_ERROR)
    sentence, traceback = _first_words(task)
    return GraderFault(record.submission, task.outcome, task.title, sentence, traceback)


def _first_words(task: TaskResult) -> tuple[str, str]:
    check = next((check for check in task.checks if check.outcome is task.outcome), None)
    if task.reason or check is None:
        return task.reason, ""
    return check.received or check.help, check.traceback if task.outcome is Outcome.GRADER_ERROR else ""
