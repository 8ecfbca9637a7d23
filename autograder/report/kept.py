"""What a run's folder keeps of each submission: its code, the facts, and how long each took."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.assignment import Assignment
from autograder.codec import decode
from autograder.errors import FactsError
from autograder.grading import Grading
from autograder.inputs import VISIBLE_SEED, derived_seed
from autograder.pictures import Shown
from autograder.record import Record
from autograder.run_folder import Run
from autograder.sessions import KeptFacts
from autograder.showing import pictures_by_name
from autograder.submission import Submission


@dataclass(frozen=True)
class KeptWork:
    """One submission's code, facts, and seconds of each probe by its key."""

    source: str
    facts: Mapping[str, Any]
    seconds: Mapping[str, float]


def kept_work(run: Run, submission: str) -> KeptWork | None:
    """Return what is kept of a submission; nothing where it could not be read, or its file is damaged."""
    try:
        kept = decode(run.facts_file(submission).read_bytes(), trusted=True)
        return KeptWork(kept["submission"]["source"], kept["facts"], kept.get("seconds", {}))
    except (OSError, FactsError, KeyError, TypeError):
        return None


def seconds_of_checks(run: Run, assignment: Assignment, work: KeptWork) -> Iterator[tuple[str, float]]:
    """Yield each check's name and the time of the probe that it judges. Checks of one probe share its time."""
    for check in assignment.checks:
        fresh = check.hidden or assignment.task(check.task).training
        key = f"{check.probe}/{derived_seed(run.seed if fresh else VISIBLE_SEED, check.probe)}"
        if key in work.seconds:
            yield check.name, work.seconds[key]


def pictures_of_tasks(run: Run, assignment: Assignment, record: Record, work: KeptWork) -> dict[str, list[Shown]]:
    """Return an assignment's pictures by task, and maps of what failed by check, all made of kept facts. No student code runs."""
    submission = Submission(record.submission, "", work.source, frozenset())
    grading = Grading(assignment, submission, KeptFacts(dict(work.facts)), run.profile, run.seed)
    return {name: shown for task in record.tasks for name, shown in pictures_by_name(grading, task).items()}
