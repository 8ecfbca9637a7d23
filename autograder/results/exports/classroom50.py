"""Classroom 50's `result.json`, version 1: one submission, one test for each task, whole points."""

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from autograder.errors import AutograderError
from autograder.judge import Outcome, Record, TaskResult
from autograder.renderers import explain_task
from autograder.results.student_view import student_view, visible_text

# Points are written by people: halves, thirds, tenths.
_LARGEST_DENOMINATOR = 1000
_FROM_RUNNER = ("CLASSROOM", "ASSIGNMENT", "USERNAME", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")


def classroom50(record: Record, environment: Mapping[str, str]) -> str:
    """Return the JSON of one graded submission.

    Points are integers there. Where an assignment has fractions, all its points are multiplied by the same whole
    number, so that no share is lost to rounding; each test then says by which.

    Args:
        record: the result.
        environment: what Classroom 50's runner says of the submission: CLASSROOM, ASSIGNMENT, USERNAME, SUBMISSION_TAG,
            COMMIT_URL, RELEASE_URL; REVIEW_URL, OWNER and MODE where it sets them.

    Raises:
        AutograderError: a variable is missing.
    """
    missing = [name for name in _FROM_RUNNER if not environment.get(name)]
    if missing:
        raise AutograderError(
            f"Classroom 50's runner says in variables whose submission this is. {', '.join(missing)} is not set. "
            "Call the export from an autograder.py that the runner started."
        )
    factor = whole_points_factor(record)
    tests = [_test(task, factor) for task in student_view(record).tasks]
    result = {
        "schema": "classroom50/result/v1",
        "classroom": environment["CLASSROOM"],
        "assignment": environment["ASSIGNMENT"],
        "assignment_type": "group" if environment.get("MODE") == "group" else "individual",
        "owner": environment.get("OWNER") or environment["USERNAME"],
        "submission": environment["SUBMISSION_TAG"],
        "commit": environment["COMMIT_URL"],
        "release": environment["RELEASE_URL"],
        "review": environment.get("REVIEW_URL") or environment["COMMIT_URL"],
        "datetime": _submitted_at(environment["SUBMISSION_TAG"]),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }
    return json.dumps(result, indent=1, allow_nan=False) + "\n"


def whole_points_factor(record: Record) -> int:
    """Return the least number that makes all points of a record's checks whole."""
    denominators = [_fraction(check.points).denominator for task in record.tasks for check in task.checks]
    return math.lcm(*denominators)


def _fraction(value: float) -> Fraction:
    return Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)


def _test(task: TaskResult, factor: int) -> dict[str, Any]:
    shown = {"output": visible_text(explain_task(task))}
    if factor > 1:
        shown["points-multiplied-by"] = str(factor)
    earned, most = (
        sum((_fraction(points) * factor for points in column), Fraction())
        for column in zip(*((check.earned, check.points) for check in task.checks), strict=True)
    )
    passed = task.outcome is Outcome.PASSED
    return {"test-name": task.title, "passed": passed, "score": int(earned), "max-score": int(most)} | shown


def _submitted_at(tag: str) -> str:
    """Return the instant in a tag such as `submit/2026-11-22T10-00-00Z-1a2b3c4`: the same whenever it is graded."""
    digits = re.sub(r"\D", "", tag.rpartition("-")[0])
    try:
        instant = datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise AutograderError(
            f"A submission's tag is submit/, its date and time in UTC, and a commit. Received SUBMISSION_TAG={tag}."
        ) from None
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
