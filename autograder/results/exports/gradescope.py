"""Gradescope's `results.json`: one submission, one test for each check."""

import json
from typing import Any

from autograder.judge import CheckResult, Outcome, Record, TaskResult
from autograder.renderers import explain_check
from autograder.results.student_view import student_view, visible_text


def gradescope(record: Record) -> str:
    """Return the JSON of one graded submission.

    Every test is visible to the student: one that is hidden would hide the total as well. So of a hidden check the test
    says the sentence and the outcome.
    """
    seen = student_view(record)
    tests = [
        _test(f"{place}.{number}", task, check)
        for place, task in enumerate(seen.tasks, 1)
        for number, check in enumerate(task.checks, 1)
    ]
    result = {
        "score": record.score,
        "execution_time": record.seconds,
        "output": visible_text("\n".join(seen.notes)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        # Commands that run here speak to the instructor.
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {"assignment": record.assignment, "source_sha256": record.source_sha256},
    }
    return json.dumps(result, indent=1, allow_nan=False) + "\n"


def _test(number: str, task: TaskResult, check: CheckResult) -> dict[str, Any]:
    lines = [f"{check.outcome.replace('_', ' ')}. {task.reason}".rstrip(), explain_check(check)]
    return {
        "number": number,
        "name": visible_text(f"{task.title}: {check.sentence}"),
        "score": check.earned,
        "max_score": check.points,
        "status": "passed" if check.outcome is Outcome.PASSED else "failed",
        "output": visible_text("\n".join(lines)),
        "tags": [task.task],
        "visibility": "visible",
    }
