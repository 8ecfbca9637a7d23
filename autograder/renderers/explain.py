"""A result in plain words: for a terminal, a notebook cell, nbgrader's feedback."""

import textwrap
from dataclasses import replace

from autograder.judge import CheckResult, Outcome, TaskResult

_INDENT, _LABEL, _WIDEST_TEXT, _NARROWEST_TEXT = 4, 10, 100, 20
_WIDEST = _INDENT + _LABEL + _WIDEST_TEXT


def points(value: float) -> str:
    """Return points without a needless fraction."""
    return f"{value:g}"


def explain_task(task: TaskResult) -> str:
    """Return a task's result with one paragraph for each check."""
    lines = [f"{task.title}: {task.outcome}, {points(task.score)} of {points(task.max_score)} points"]
    if task.reason:
        lines.append(f"  {task.reason}")
    else:
        lines += [explain_check(check, reveal=not check.hidden) for check in task.checks]
    if task.printed.strip() and task.outcome is not Outcome.PASSED:
        lines += ["  Your code printed:", textwrap.indent(task.printed.strip(), "    | ")]
    return "\n".join(lines)


def without_internals(task: TaskResult) -> TaskResult:
    """Return a result as a student may see it: of a fault of the grader, not where in the grader it was."""
    if task.outcome is not Outcome.GRADER_ERROR:
        return task
    sentence = "The grader itself failed. That is not your fault; your instructor sees it as well."
    reason = sentence if task.reason else ""
    checks = tuple(
        replace(check, traceback="", help=sentence) if check.outcome is Outcome.GRADER_ERROR else check
        for check in task.checks
    )
    return replace(task, reason=reason, checks=checks)


def explain_check(check: CheckResult, reveal: bool = True, width: int = _WIDEST) -> str:
    """Return a check's result.

    Args:
        check: the result.
        reveal: whether to show what was expected and received; not for a hidden check, whose cases stay hidden.
        width: characters in a line, where there is room for so few.
    """
    lines = [f"{check.outcome.look.mark} {check.sentence} [{points(check.earned)}/{points(check.points)}]"]
    if reveal:
        for label, text in (("expected", check.expected), ("received", check.received), ("help", check.help)):
            if text:
                lines += _labelled(label, text, width)
        if check.traceback:
            lines.append(textwrap.indent(check.traceback.rstrip(), "      "))
    elif check.outcome is Outcome.CRASHED:
        lines += _labelled("received", check.received, width)
    return "\n".join(lines)


def _labelled(label: str, text: str, width: int) -> list[str]:
    room = max(_NARROWEST_TEXT, min(_WIDEST_TEXT, width - _INDENT - _LABEL))
    first, *rest = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
    margin = " " * _INDENT
    return [f"{margin}{label + ':':<{_LABEL}}{first}", *(f"{margin}{'':<{_LABEL}}{line}" for line in rest)]
