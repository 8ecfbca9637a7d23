"""What `autograder watch` shows: all tasks on one panel, then what to mend first in the current one."""

from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from autograder.assignment import EMBEDDED, Assignment, Task
from autograder.judge import CheckResult, Outcome, TaskResult
from autograder.renderers import explain_check, next_step, points
from autograder.student.workspace import Standing, Workspace

KEYS = "h hint   l list of checks   n next task   t run training   Enter all again   q quit"
# A traceback or what was printed should not push the panel off the screen.
_MOST_LINES = 30


@dataclass
class View:
    """What the student has chosen to see.

    Attributes:
        current: name of the task whose first failing check is shown.
        hints: those that were asked for, of the current task.
        shows_list: whether all checks of the current task are listed.
        trouble: why the file cannot be graded; empty where it can.
        note: what else there is to say.
        saved: the time of the last save, as it is shown.
    """

    current: str
    hints: list[str] = field(default_factory=list)
    shows_list: bool = False
    trouble: str = ""
    note: str = ""
    saved: str = ""


def screen(workspace: Workspace, view: View, has_keys: bool) -> RenderableType:
    """Return the whole screen."""
    assignment = workspace.assignment
    title = Text(f"{assignment.name}: {assignment.title}", style="bold")
    parts: list[RenderableType] = [Panel(_tasks(workspace, view), title=title, title_align="left", expand=False)]
    if view.trouble or workspace.trouble:
        parts.append(Text(f"{view.trouble or workspace.trouble}\n", style="red"))
    if view.note:
        parts.append(Text(f"{view.note}\n", style="yellow"))
    parts += [_detail(workspace, view), *_hints(view)]
    parts.append(Text(_footer(workspace, view), style="dim"))
    if has_keys:
        parts.append(Text(KEYS, style="dim"))
    return Group(*parts)


def _tasks(workspace: Workspace, view: View) -> RenderableType:
    stale = workspace.stale(training=True)
    table = Table.grid(padding=(0, 2))
    for _ in range(4):
        table.add_column(no_wrap=True)
    table.add_column()
    for task in workspace.assignment.tasks:
        standing = workspace.standings[task.name]
        pointer = Text(">" if task.name == view.current else " ", style="bold")
        table.add_row(
            pointer, _outcome(workspace, task, standing, task.name in stale), task.title, *_earned(workspace, task)
        )
    score = sum(result.score for result in workspace.results().values())
    most = sum(check.points for check in workspace.assignment.checks)
    total = f"{points(score)} of {points(most)} points by the visible checks"
    return Group(table, Text(""), Text(total))


def _outcome(workspace: Workspace, task: Task, standing: Standing, stale: bool) -> Text:
    if workspace.running == task.name:
        failing = any(check.outcome is not Outcome.PASSED for check in standing.checks)
        done = f"grading {len(standing.checks)}/{len(workspace.assignment.checks_of(task.name))}"
        return Text(done, style="red" if failing else "cyan")
    if standing.result is None:
        return Text("not run yet" if task.name in workspace.trains else "waiting", style="dim")
    outcome = standing.result.outcome
    word = str(outcome).replace("_", " ")
    if stale:
        return Text(f"{word}, changed since", style="dim")
    return Text(word, style=outcome.look.colour)


def _earned(workspace: Workspace, task: Task) -> tuple[str, Text]:
    """Return a task's points by its visible checks, and one phrase on what it waits for."""
    result = workspace.standings[task.name].result
    most = sum(check.points for check in workspace.assignment.checks_of(task.name))
    earned = f"{points(result.score) if result else '-'}/{points(most)}"
    if result is not None and result.outcome is Outcome.BLOCKED:
        return earned, Text(result.reason, style="dim")
    return earned, Text("trains a network: key t" if task.name in workspace.trains else "", style="dim")


def _detail(workspace: Workspace, view: View) -> RenderableType:
    """Return the current task's first failing check, or all of its checks where they were asked for."""
    task, standing = workspace.assignment.task(view.current), workspace.standings[view.current]
    result = standing.result
    checks = tuple(standing.checks) or (result.checks if result else ())
    if view.shows_list:
        return Group(Text(task.title, style="bold"), *(_line(check) for check in checks), Text(""))
    failing = next((check for check in checks if check.outcome in (Outcome.FAILED, Outcome.CRASHED)), None)
    if failing is not None:
        return Group(Text(task.title, style="bold"), _Explained(failing), *_printed(result), Text(""))
    return Text(_without_failure(workspace, task, result) + "\n")


def _without_failure(workspace: Workspace, task: Task, result: TaskResult | None) -> str:
    if workspace.running == task.name and workspace.running in workspace.trains:
        thresholds = workspace.assignment.profile(EMBEDDED).thresholds
        return "\n".join([f"{task.title}: training.", *workspace.training.lines(thresholds)])
    if workspace.running == task.name and not workspace.standings[task.name].checks and not workspace.results():
        return "TensorFlow starts. From the next save on this is quick."
    if workspace.running == task.name:
        return f"{task.title}: no check has failed so far."
    if result is None:
        return f"{task.title}: press t to train and grade it." if task.name in workspace.trains else f"{task.title}."
    if result.outcome is Outcome.BLOCKED:
        return f"{task.title}: {result.reason}"
    return next_step(workspace.assignment, workspace.results())


def _line(check: CheckResult) -> Text:
    return Text(f"{check.outcome.look.mark} {check.sentence}", style=check.outcome.look.colour)


@dataclass
class _Explained:
    """A failing check, in as many columns as there are."""

    check: CheckResult

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = explain_check(self.check, width=options.max_width).splitlines()
        if len(lines) > _MOST_LINES:
            lines[_MOST_LINES:] = [f"      … {len(lines) - _MOST_LINES} more lines: autograder check"]
        text = Text("\n".join(lines))
        text.stylize(self.check.outcome.look.colour, 0, len(lines[0]))
        yield text


def _printed(result: TaskResult | None) -> list[Text]:
    if result is None or not result.printed.strip():
        return []
    lines = result.printed.strip().splitlines()
    return [Text("    Your code printed:"), *(Text(f"    | {line}") for line in lines[-8:])]


def _hints(view: View) -> list[Text]:
    return [Text(f"Hint {number}: {hint}\n", style="cyan") for number, hint in enumerate(view.hints, 1)]


def _footer(workspace: Workspace, view: View) -> str:
    if workspace.is_grading:
        return f"Saved {view.saved}, grading."
    return (
        f"Saved {view.saved}; the last verdict took {workspace.seconds:.1f} s."
        if workspace.seconds
        else f"Saved {view.saved}."
    )


def draw(console: Console, shown: RenderableType) -> None:
    """Put a screen in the place of the last one, written at once so that it does not flicker."""
    with console.capture() as capture:
        console.print(shown)
    console.file.write(f"\x1b[H\x1b[2J{capture.get()}")
    console.file.flush()


def plain_lines(workspace: Workspace, tasks: tuple[str, ...]) -> list[str]:
    """Return what is said of some tasks where there is no screen."""
    lines = []
    for name in tasks:
        result = workspace.standings[name].result
        if result is None:
            continue
        lines.append(
            f"{result.outcome:<12} {result.title}  {points(result.score)}/{points(result.max_score)}  {result.reason}".rstrip()
        )
        failing = [check for check in result.checks if check.outcome in (Outcome.FAILED, Outcome.CRASHED)]
        lines += [explain_check(check) for check in failing[:1]]
    return lines


def first_unfinished(assignment: Assignment, results: dict[str, TaskResult], after: str = "") -> str:
    """Return the first task that has not passed, or the next one after a given task, beginning anew behind the last."""
    names = [task.name for task in assignment.tasks]
    start = names.index(after) + 1 if after else 0
    in_turn = names[start:] + names[:start]
    unfinished = [name for name in in_turn if name not in results or results[name].outcome is not Outcome.PASSED]
    return unfinished[0] if unfinished else (in_turn[0] if after else names[-1])
