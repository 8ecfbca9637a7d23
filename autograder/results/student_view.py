"""What of a record may reach the student it is about."""

import unicodedata
from dataclasses import replace

from autograder.judge import CheckResult, Outcome, Record, TaskResult
from autograder.renderers import without_internals

# Control, format (direction marks among them), half characters, unassigned, line and paragraph separators.
_ESCAPED = ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")


def student_view(record: Record) -> Record:
    """Return a record without the cases of hidden checks and without the grader's internals.

    What the code printed goes as well where a task has hidden checks: it could print their inputs.
    """
    return replace(record, tasks=tuple(task_view(task) for task in record.tasks))


def task_view(task: TaskResult) -> TaskResult:
    """Return one task's result as its student may see it."""
    seen = without_internals(task)
    checks = tuple(_without_case(check) if check.hidden else check for check in seen.checks)
    printed = "" if any(check.hidden for check in checks) else seen.printed
    return replace(seen, checks=checks, printed=printed)


def _without_case(check: CheckResult) -> CheckResult:
    return replace(check, expected="", received="", help="", traceback="")


def visible_text(text: str) -> str:
    """Return text in which every character shows: all but line breaks and tabs are written as escapes where they would not."""
    return "".join(
        letter.encode("unicode_escape").decode()
        if unicodedata.category(letter) in _ESCAPED and letter not in "\n\t"
        else letter
        for letter in text
    )


def visible_name(name: str) -> str:
    """Return a submission's name on one line, whole: two names never become one."""
    return visible_text(name.replace("\\", "\\\\")).replace("\n", "\\n").replace("\t", "\\t")


def is_final(record: Record) -> bool:
    """Return whether the marks count: where the grader itself failed, they do not."""
    return Outcome.GRADER_ERROR not in record.outcomes
