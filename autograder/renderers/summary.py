"""The end of a student's run: tasks, outcomes, points, and the next thing to do."""

from collections.abc import Mapping

from autograder.assignment import Assignment
from autograder.judge import Outcome, TaskResult
from autograder.renderers.explain import points


def summary_lines(assignment: Assignment, results: Mapping[str, TaskResult]) -> list[tuple[str, str]]:
    """Return (text, colour) of each line; tasks that were not run are left out."""
    tasks = [task for task in assignment.tasks if task.name in results]
    width = max(len(task.title) for task in tasks)
    lines = []
    for task in tasks:
        result = results[task.name]
        of = f"{points(result.score)}/{points(result.max_score)}"
        lines.append(
            (
                f"{result.outcome:<12} {task.title:<{width}}  {of:>7}  {result.reason}".rstrip(),
                result.outcome.look.colour,
            )
        )
    score, most = sum(result.score for result in results.values()), sum(result.max_score for result in results.values())
    hidden = sum(task.points for task in tasks) - most
    total = f"{points(score)} of {points(most)} points by the visible checks"
    lines.append(
        (total + (f"; {points(hidden)} more are given by hidden checks of the same sort." if hidden > 0 else "."), "")
    )
    lines.append((next_step(assignment, results), ""))
    return lines


def next_step(assignment: Assignment, results: Mapping[str, TaskResult]) -> str:
    """Return what to do next, in the order of the tasks."""
    for task in assignment.tasks:
        outcome = results[task.name].outcome if task.name in results else Outcome.PASSED
        if outcome is Outcome.GRADER_ERROR:
            return (
                f"Next: the grader itself failed in '{task.title}'. That is not your fault; show it to your instructor."
            )
        if outcome is Outcome.UNATTEMPTED:
            return f"Next: begin with '{task.title}'. Its docstring in {assignment.module}.py says what to build."
        if outcome is not Outcome.PASSED:
            return f"Next: mend '{task.title}'. For a hint: autograder hint {task.name}"
    return "All visible checks of these tasks pass."
