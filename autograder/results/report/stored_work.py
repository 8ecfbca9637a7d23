"""What a run's folder keeps of each submission: its code, the facts, and how long each took."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.assignment import Assignment
from autograder.authoring import Illustration
from autograder.errors import FactsError
from autograder.facts import EarlierFacts, decode
from autograder.judge import Grading, Record, illustrations_by_name, question_of
from autograder.results.run_folder import Run
from autograder.submission import Submission


@dataclass(frozen=True)
class StoredWork:
    """One submission's code, facts, and seconds of each probe by its key."""

    source: str
    facts: Mapping[str, Any]
    seconds: Mapping[str, float]


def stored_work(run: Run, submission: str) -> StoredWork | None:
    """Return what is kept of a submission; nothing where it could not be read, or its file is damaged."""
    try:
        kept = decode(run.facts_file(submission).read_bytes(), trusted=True)
        return StoredWork(kept["submission"]["source"], kept["facts"], kept.get("seconds", {}))
    except (OSError, FactsError, KeyError, TypeError):
        return None


def seconds_of_checks(run: Run, assignment: Assignment, work: StoredWork) -> Iterator[tuple[str, float]]:
    """Yield each check's name and the time of the probe that it judges. Checks of one probe share its time."""
    profile = assignment.profile(run.profile)
    for check in assignment.checks:
        key = question_of(assignment, check, run.seed, profile).key
        if key in work.seconds:
            yield check.name, work.seconds[key]


def pictures_of_tasks(
    run: Run, assignment: Assignment, record: Record, work: StoredWork
) -> dict[str, list[Illustration]]:
    """Return an assignment's pictures by task, and maps of what failed by check, all made of kept facts. No student code runs."""
    submission = Submission(record.submission, "", work.source, frozenset())
    grading = Grading(assignment, submission, EarlierFacts(dict(work.facts)), run.profile, run.seed)
    return {name: shown for task in record.tasks for name, shown in illustrations_by_name(grading, task).items()}
