"""The student's commands, registered with the command line."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.assignment import load_assignment
from autograder.errors import AutograderError
from autograder.renderers import points
from autograder.student import progress as kept
from autograder.student.doctor import examine, print_findings
from autograder.student.finding import assignment_folder, assignment_folders, find_task
from autograder.student.parts import find_part, put_back

student = typer.Typer()
console = Console() if sys.stdout.isatty() else Console(width=120)

Place = Annotated[
    Path | None, typer.Argument(help="The assignment's folder; the present one, or the only one below it.")
]
TaskName = Annotated[str, typer.Argument(help="The task's name, for example residual_unit.")]
Folder = Annotated[
    Path | None, typer.Option("--assignment", help="The assignment's folder; found by the task's name unless given.")
]


@student.command()
def check(assignment: Place = None) -> None:
    """Check your own work: the same as `pytest` in that folder."""
    import pytest  # noqa: PLC0415 - slow to import, and only needed here

    folder = assignment_folder(assignment)
    load_assignment(folder)
    raise typer.Exit(int(pytest.main([str(folder), "-q", "--no-header"])))


@student.command()
def watch(assignment: Place = None) -> None:
    """Check on every save what the change has touched. Keys: h hint, l list, n next, t train, Enter again, q quit."""
    from autograder.student.watch import watch as begin  # noqa: PLC0415 - only needed here

    begin(load_assignment(assignment_folder(assignment)), console)


@student.command()
def hint(
    task: TaskName,
    tier: Annotated[
        int | None,
        typer.Option(
            "--tier",
            min=1,
            max=3,
            help="1: where to look, 2: which idea, 3: nearly the answer. The next one unless given.",
        ),
    ] = None,
    assignment: Folder = None,
) -> None:
    """Show the next hint for a task, from a nudge to nearly the answer."""
    found = find_task(task, assignment)
    hints = found.task(task).hints
    if not hints:
        raise AutograderError(f"'{task}' has no hints. Its docstring and the handout say what to build.")
    shown = min(tier or kept.next_hint(found, task, _complain), len(hints))
    console.print(f"Hint {shown} of {len(hints)}: {hints[shown - 1]}", markup=False, highlight=False)
    if shown < len(hints):
        console.print(f"More: autograder hint {task}", style="dim")


@student.command(name="list")
def list_tasks(assignment: Place = None) -> None:
    """List the tasks, what they wait for, and how far you are."""
    known = _read_or_nothing()
    folders = [assignment_folder(assignment)] if assignment is not None else assignment_folders()
    if not folders:
        assignment_folder(None)
    for loaded in map(load_assignment, folders):
        table = Table(box=None, title=f"{loaded.name}: {loaded.title}", title_justify="left", pad_edge=False)
        for heading in ("task", "", "points", "so far", "waits for"):
            table.add_column(heading, justify="right" if heading == "points" else "left")
        tasks = known.get(loaded.name, {}).get("tasks", {})
        for task in loaded.tasks:
            outcome = tasks.get(task.name, {}).get("outcome", "not run yet").replace("_", " ")
            table.add_row(task.name, task.title, points(task.points), outcome, ", ".join(task.needs))
        console.print(table)


@student.command()
def progress() -> None:
    """Show how far you are with each assignment, and the best so far."""
    known = kept.read_progress()
    if not known:
        console.print(
            f"Nothing was checked yet. Begin with: autograder watch   (kept in {kept.progress_file()})", highlight=False
        )
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("assignment", "", "points", "best so far", "tasks passed"):
        table.add_column(heading, justify="right" if heading in ("points", "best so far") else "left")
    for name, entry in sorted(known.items()):
        tasks = entry["tasks"].values()
        score, best, most = (sum(task[key] for task in tasks) for key in ("score", "best", "most"))
        passed = sum(task["outcome"] == "passed" for task in tasks)
        row = (f"{points(score)}/{points(most)}", points(best), f"{passed} of {len(tasks)}")
        table.add_row(Text(name), _bar(score, best, most), *row)
    console.print(table)
    console.print(
        f"By the visible checks, of the tasks that were checked. Kept in {kept.progress_file()}",
        style="dim",
        highlight=False,
    )


def _bar(score: float, best: float, most: float, width: int = 24) -> Text:
    """Return a bar: what stands now, then what stood once."""
    full, once = (round(width * value / most) if most else 0 for value in (score, best))
    bar = Text("#" * full, style="green")
    bar.append("+" * (once - full), style="yellow")
    bar.append("." * (width - max(full, once)), style="dim")
    return bar


@student.command()
def diff(task: TaskName, assignment: Folder = None) -> None:
    """Show what you changed in a task since it was handed out."""
    lines = find_part(find_task(task, assignment), task).difference()
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in lines:
        console.print(Text(line, style=colours.get(line[:1], "")), soft_wrap=True)
    if not lines:
        console.print(f"'{task}' is as it was handed out.", highlight=False)


@student.command()
def reset(task: TaskName, assignment: Folder = None) -> None:
    """Put a task back as it was handed out. Your work is kept in a copy."""
    part = find_part(find_task(task, assignment), task)
    if not part.difference():
        console.print(f"'{task}' is as it was handed out; nothing was changed.", highlight=False)
        return
    try:
        copy = put_back(part)
    except OSError as error:
        raise AutograderError(f"{part.path} is as it was: {error.strerror or error}: {error.filename}.") from None
    console.print(
        f"'{task}' is as it was handed out. Your work before that: {copy}",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    if part.path.suffix == ".ipynb":
        console.print("If the notebook is open, reload it from disk before you save.", style="yellow")


@student.command()
def doctor(quick: Annotated[bool, typer.Option("--quick", help="Leave out what starts TensorFlow.")] = False) -> None:
    """Look whether this machine has what the exercises need; every problem comes with the next command to type."""
    findings = examine(quick)
    print_findings(console, findings)
    if any(finding.hinders for finding in findings):
        raise typer.Exit(1)


def _read_or_nothing() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    try:
        return kept.read_progress()
    except kept.ProgressError as error:
        _complain(str(error))
        return {}


def _complain(sentence: str) -> None:
    Console(stderr=True).print(sentence, style="yellow", markup=False, highlight=False)
