"""The command line: one name for each thing an instructor or a student does."""

import os
import re
import sys
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from autograder.assignment import (
    EMBEDDED,
    PROFILES,
    Assignment,
    assignments_below,
    find_assignment,
    is_assignment,
    trains_on_gpu,
)
from autograder.doors.batch.classes import grade_class, on_this_machine, regrade
from autograder.errors import AutograderError
from autograder.judge import Outcome, Record
from autograder.release import ci
from autograder.renderers import ClassProgress, print_class
from autograder.results import Format, chosen_records, class_report, open_run, read_run, report, write_export
from autograder.student import student
from autograder.worker import Graphics, Workers, sandbox

if TYPE_CHECKING:
    from autograder.doors.batch.cluster.remote_sessions import Cluster

CORES = os.cpu_count() or 1
GRADED, GRADER_ERROR, WRONG_USAGE = 0, 1, 2

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Auto-graded exercises on deep computer vision.",
)
# A file or a pipe has no width of its own; a class table wants this much.
console = Console() if sys.stdout.isatty() else Console(width=120)

Root = Annotated[Path, typer.Option("--root", help="The course folder, which holds assignments/ and solutions/.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="How many submissions run at once.")]
GpuShare = Annotated[
    int, typer.Option("--gpu-share", min=1, help="Profile gpu: how many submissions train on one GPU at once.")
]
ProfileName = Annotated[str, typer.Option("--profile", help=f"Where accuracy is measured: {' or '.join(PROFILES)}.")]


def main() -> None:
    """Run the command line; errors meant for people end as one sentence and exit code 2."""
    try:
        app()
    except AutograderError as error:
        Console(stderr=True, soft_wrap=True).print(f"Error: {error}", style="red", markup=False, highlight=False)
        sys.exit(WRONG_USAGE)


@app.command()
def grade(
    submissions: Annotated[list[Path], typer.Argument(help="One folder for each submission.")],
    assignment: Annotated[str, typer.Option("--assignment", help="For example 04_resnet.")],
    out: Annotated[
        Path,
        typer.Option("--out", help="Where results.jsonl and the report go; the same folder goes on where it stopped."),
    ],
    jobs: Jobs = 1,
    profile: ProfileName = EMBEDDED,
    seed: Annotated[
        int | None, typer.Option("--seed", help="What hidden inputs are drawn from; drawn at random unless given.")
    ] = None,
    structure_only: Annotated[
        bool, typer.Option("--structure-only", help="Leave out the tasks that train a network, and their points.")
    ] = False,
    gpu_share: GpuShare = 1,
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="A Dask scheduler, tcp://HOST:PORT: submissions run on its workers.")
    ] = "",
    root: Root = Path(),
    unsafe_no_sandbox: Annotated[
        bool,
        typer.Option(
            "--unsafe-no-sandbox",
            envvar=sandbox.UNSAFE_VARIABLE,
            help="Grade even where this machine has no sandbox; the records say so.",
        ),
    ] = False,
) -> None:
    """Grade a class with visible and hidden checks."""
    # On a cluster each machine answers for itself.
    isolated = not scheduler and sandbox.required("--unsafe-no-sandbox", unsafe_no_sandbox)
    graded = find_assignment(assignment, root, with_solutions=True)
    run = open_run(out, assignment, profile, seed, structure_only)
    graded = graded.without_training() if run.structure_only else graded
    graded.profile(profile)
    records = []
    with ExitStack() as stack:
        stack.enter_context(run.alone())
        if scheduler:
            cluster = stack.enter_context(_cluster(scheduler, graded, profile, unsafe_no_sandbox))
            jobs, opened = max(jobs, cluster.places), cluster.open
        else:
            graphics = _graphics(profile, gpu_share)
            jobs = max(jobs, len(graphics.places)) if graphics else jobs
            opened = stack.enter_context(on_this_machine(graded, int(jobs > 1 and not graphics), isolated, graphics))
        progress = stack.enter_context(ClassProgress(console, len(submissions)))
        for record in grade_class(run, submissions, graded, jobs, progress.started, opened):
            records.append(record)
            progress.finished(record)
    _finish(graded, records, out)


def _graphics(profile: str, share: int) -> Graphics | None:
    """Return the GPUs of this machine if the profile trains on them; warn where there are none."""
    if not trains_on_gpu(profile):
        return None
    graphics = Graphics(share)
    if not graphics.found:
        warning = "No NVIDIA GPU was found (`nvidia-smi` names none). Training photos on a processor can be very slow."
        Console(stderr=True).print(warning, style="yellow")
    return graphics


def _cluster(address: str, assignment: Assignment, profile: str, unsafe: bool) -> "AbstractContextManager[Cluster]":
    try:
        from autograder.doors.batch.cluster.remote_sessions import on_cluster  # noqa: PLC0415 - needs the extra `cluster`
    except ModuleNotFoundError as error:
        raise AutograderError(f"--scheduler needs the extra `cluster`; {error.name} is missing. Install it.") from None
    return on_cluster(address, assignment, profile, unsafe)


@app.command(name="regrade")
def regrade_command(
    out: Annotated[Path, typer.Argument(help="The folder that `grade --out` wrote.")], root: Root = Path()
) -> None:
    """Judge kept facts again, with changed checks for example. No student code runs."""
    run = read_run(out)
    graded = find_assignment(run.assignment, root, with_solutions=True)
    graded = graded.without_training() if run.structure_only else graded
    with run.alone():
        records = regrade(run, graded)
    _finish(graded, records, out)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="The folder that `grade --out` wrote.")],
    format: Annotated[Format, typer.Option("--format", help="What the file is for.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write; nbgrader's gradebook.db for `nbgrader`.")],
    submission: Annotated[str, typer.Option("--submission", help="Only this one; the whole run unless given.")] = "",
) -> None:
    """Write a finished run's results in another program's format."""
    if format is Format.NBGRADER:
        from autograder.doors.nbgrader.gradebook import write_gradebook  # noqa: PLC0415 - needs the extra `instructor`

        write_gradebook(chosen_records(folder, submission), str(out))
    else:
        write_export(folder, format, out, submission)


app.command()(report)
app.add_typer(ci, name="ci")
# Without a name, its commands are the program's own.
app.add_typer(student)


def _finish(assignment: Assignment, records: list[Record], out: Path) -> None:
    print_class(console, assignment, records)
    report = out / "report.html"
    report.write_text(class_report(assignment, records), encoding="utf-8")
    console.print(f"Records: {out / 'results.jsonl'}   Report: {report}", markup=False, highlight=False, soft_wrap=True)
    unsafe = sum(record.sandboxed is False for record in records)
    if unsafe:
        console.print(
            f"{unsafe} of {len(records)} were graded WITHOUT a sandbox; their code could read and write all that you can.",
            style="red",
        )
    if any(Outcome.GRADER_ERROR in record.outcomes for record in records):
        console.print(
            "The grader itself failed for some submissions; their marks are not final. See the report.", style="purple"
        )
        raise typer.Exit(GRADER_ERROR)


@app.command()
def verify(
    assignments: Annotated[
        list[str] | None,
        typer.Argument(
            help="Names, or folders of assignments anywhere; all of the course unless given, drafts included."
        ),
    ] = None,
    only: Annotated[str, typer.Option("--only", help="Verify only solutions whose name contains this.")] = "",
    seeds: Annotated[
        list[str] | None,
        typer.Option("--seeds", help="What inputs are drawn from: one or several numbers; 0 1 2 unless given."),
    ] = None,
    structure_only: Annotated[bool, typer.Option("--structure-only", help="Leave out the tasks that train.")] = False,
    jobs: Jobs = CORES,
    root: Root = Path(),
) -> None:
    """Grade the grader: rules of the folder, and stub, reference, right and wrong variants, which must get exactly what is theirs."""
    from autograder.proof import verify_assignments  # noqa: PLC0415 - instructors only

    # `--seeds 0 1 2` as a shell splits it: what follows the first number stands among the arguments.
    numbers = [name for name in assignments or () if name.isdigit()]
    named = [name for name in assignments or () if not name.isdigit()]
    told = [number for text in seeds or [] for number in re.split(r"[ ,]+", text.strip())]
    drawn_from = [_seed(number) for number in [*told, *numbers] or ["0", "1", "2"]]
    chosen = [
        loaded_from(name, root) for name in named or [folder.name for folder in assignments_below(root / "assignments")]
    ]
    if verify_assignments(chosen, drawn_from, only, jobs, console, structure_only):
        raise typer.Exit(GRADER_ERROR)


def _seed(number: str) -> int:
    if not number.isdigit():
        raise AutograderError(f"A seed is a whole number, 0 or more. Received '{number}'.")
    return int(number)


def loaded_from(name: str, root: Path) -> Assignment:
    """Return an assignment by its name below the course folder, or by its folder anywhere, with its instructors' folder."""
    folder = Path(name).resolve()
    if is_assignment(folder):
        return find_assignment(folder.name, folder.parents[1], with_solutions=True)
    return find_assignment(name, root, with_solutions=True)


@app.command()
def calibrate(
    assignment: Annotated[str, typer.Argument(help="For example 04_resnet.")],
    seeds: Annotated[int, typer.Option("--seeds", help="How many seeds; a threshold needs at least 30.")] = 30,
    profile: ProfileName = EMBEDDED,
    variant: Annotated[
        list[str] | None,
        typer.Option(help="Measure such as wrong/train_not_at_all beside the reference, which keeps its results."),
    ] = None,
    jobs: Jobs = CORES,
    gpu_share: GpuShare = 1,
    root: Root = Path(),
) -> None:
    """Measure the reference over many seeds, record the thresholds that follow, and draw them."""
    from autograder.proof import calibrate_assignment  # noqa: PLC0415 - instructors only

    measured = find_assignment(assignment, root, with_solutions=True)
    graphics = _graphics(profile, gpu_share)
    with Workers(isolated=not sandbox.why_not(), graphics=graphics) as workers:
        calibrate_assignment(measured, profile, range(1, seeds + 1), variant or (), workers, jobs, console)


@app.command()
def release(
    assignment: Annotated[str, typer.Argument(help="For example 04_resnet.")],
    kit: Annotated[Path | None, typer.Option("--kit", help="Also write a zip for students into this folder.")] = None,
    course: Annotated[Path | None, typer.Option("--course", help="nbgrader's folder; course/ unless given.")] = None,
    root: Root = Path(),
) -> None:
    """Generate the stubs that students receive from the reference solution, and look through them for leaks."""
    from autograder.doors.nbgrader.releasing import release as release_assignment  # noqa: PLC0415
    from autograder.release import build_student_kit  # noqa: PLC0415 - needs the extra `instructor`

    released = release_assignment(find_assignment(assignment, root, with_solutions=True), course or root / "course")
    for path in released.written:
        console.print(f"wrote {path}", markup=False, highlight=False, soft_wrap=True)
    if kit is not None:
        zipped = build_student_kit(find_assignment(assignment, root, with_solutions=True), kit)
        console.print(f"wrote {zipped}", markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
