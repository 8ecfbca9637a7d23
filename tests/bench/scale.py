"""What many submissions cost on many machines: `python -m tests.bench.scale` measures and writes the figures into `docs/scale.md`."""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import psutil
from distributed import Client, wait

from autograder.assignment import Assignment, find_assignment, load_assignment
from autograder.doors.batch.classes import OpenSession, grade_class, on_this_machine
from autograder.doors.batch.cluster.remote_sessions import on_cluster
from autograder.results import open_run
from tests.bench.figures import machine
from tests.support import ROOT
from tests.support.dask_processes import Processes
from tests.support.small_assignment import RIGHT, with_settings, write_small_assignment, write_submission

PAGE, BEGIN, END = ROOT / "docs" / "scale.md", "<!-- figures -->\n", "<!-- end of figures -->"
NAME, WORKERS, TRIVIAL, SMALL, REAL, TRAINED = "04_resnet", 2, 10_000, 40, 4, 2
CLASS = 100_000


@dataclass(frozen=True)
class Cost:
    """What one of many took: wall seconds, and seconds of the scheduler's processor."""

    wall: float
    scheduler: float


def main() -> None:
    """Measure, and write the page's figures."""
    # No facts that were kept before.
    os.environ.pop("AUTOGRADER_FACTS", None)
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        lines = list(_figures(Path(folder)))
    text = PAGE.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{PAGE} has a place for the figures, between {BEGIN.strip()} and {END}. Put it back.")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    PAGE.write_text(before + BEGIN + "\n".join(lines) + "\n" + END + after, encoding="utf-8")
    print(f"wrote {PAGE}")


def _figures(scratch: Path) -> Iterator[str]:
    about = machine()
    resnet = _patient(find_assignment(NAME, ROOT, with_solutions=True))
    structure, source = resnet.without_training(), resnet.reference_source()
    small = load_assignment(write_small_assignment(scratch), scratch / "solutions")
    cluster = Processes(scratch)
    try:
        for _ in range(WORKERS):
            cluster.add_worker("CPU=1")
        trivial = _trivial(cluster)
        with on_cluster(cluster.address, small, "cpu") as there:
            tiny = _graded(cluster, small, there.open, RIGHT, SMALL, scratch / "tiny")
        with on_cluster(cluster.address, structure, "cpu") as there:
            real = _graded(cluster, structure, there.open, source, REAL, scratch / "structure")
    finally:
        cluster.close()
    with on_this_machine(structure, 1, isolated=True) as opened:
        here = _seconds(structure, opened, source, REAL, scratch / "here")
    with on_this_machine(resnet, 1, isolated=True) as opened:
        trained = _seconds(resnet, opened, source, TRAINED, scratch / "trained")
    yield from _measured_table(about, trivial, tiny, real, here, trained)
    yield from _extrapolated_table(real, here, trained)


def _patient(assignment: Assignment) -> Assignment:
    """Return the assignment with time enough for a busy machine."""
    tasks = tuple(msgspec.structs.replace(task, seconds=20 * task.seconds) for task in assignment.tasks)
    return with_settings(assignment, tasks=tasks)


def _trivial(cluster: Processes) -> Cost:
    """Return what one task costs that does nothing."""
    with Client(cluster.address, timeout=300) as client:
        client.wait_for_workers(WORKERS, timeout=300)
        return _cost(cluster, TRIVIAL, lambda: wait(client.map(int, range(TRIVIAL), pure=False, resources={"CPU": 1})))


def _graded(
    cluster: Processes, assignment: Assignment, opened: OpenSession, source: str, number: int, out: Path
) -> Cost:
    """Return what one submission costs on the cluster; a first few are not counted, for workers import TensorFlow once."""
    _grade(assignment, opened, source, 2 * WORKERS, out / "first")
    return _cost(cluster, number, lambda: _grade(assignment, opened, source, number, out / "counted"))


def _grade(assignment: Assignment, opened: OpenSession, source: str, number: int, out: Path) -> list[float]:
    """Grade the same right answer several times, and return the seconds of each."""
    folders = [
        write_submission(out / "class" / f"s{count}", f"{source}\n# {count}\n", f"{assignment.module}.py")
        for count in range(number)
    ]
    run = open_run(out / "run", assignment.name, "cpu", 1)
    records = list(grade_class(run, folders, assignment, WORKERS, opened=opened))
    if {record.score for record in records} != {assignment.max_score}:
        raise SystemExit(f"A right answer has full marks. Received {[record.score for record in records]}.")
    return [record.seconds for record in records]


def _cost(cluster: Processes, number: int, work) -> Cost:  # type: ignore[no-untyped-def]
    scheduler = psutil.Process(cluster.scheduler.pid)
    began, used = time.monotonic(), sum(scheduler.cpu_times()[:2])
    work()
    return Cost((time.monotonic() - began) / number, (sum(scheduler.cpu_times()[:2]) - used) / number)


def _seconds(assignment: Assignment, opened: OpenSession, source: str, number: int, out: Path) -> float:
    """Return a submission's median seconds on this machine, two at once with one thread each, once TensorFlow is there."""
    _grade(assignment.without_training(), opened, source, 2 * WORKERS, out / "first")
    return statistics.median(_grade(assignment, opened, source, number, out / "counted"))


def _measured_table(
    about: dict[str, Any], trivial: Cost, tiny: Cost, real: Cost, here: float, trained: float
) -> Iterator[str]:
    yield (
        f"Measured on {about['date'][:10]} with {about['cores']} cores ({about['processor']}), load {about['load_at_start']} at the start; "
        f"scheduler, {WORKERS} workers and judge on this one machine; {', '.join(f'{k} {v}' for k, v in about['versions'].items())}.\n"
    )
    yield "| measured | figure | sample |"
    yield "| --- | --- | --- |"
    yield f"| one submission of {NAME}, structure tasks, one core | {here:.1f} s | {REAL} |"
    yield f"| one submission of {NAME}, training included, one core | {trained:.0f} s | {TRAINED} |"
    yield f"| trivial tasks through the scheduler | {1 / trivial.wall:.0f} a second; {1000 * trivial.scheduler:.2f} ms of its processor each | {TRIVIAL:,} |"
    yield f"| one submission of three lines of arithmetic, through the cluster | {1000 * tiny.wall:.0f} ms; {1000 * tiny.scheduler:.0f} ms of the scheduler's processor | {SMALL} |"
    yield f"| one submission of {NAME}, structure tasks, through the cluster | {real.wall:.1f} s; {1000 * real.scheduler:.0f} ms of the scheduler's processor | {REAL} |"


def _extrapolated_table(real: Cost, here: float, trained: float) -> Iterator[str]:
    yield f"\nExtrapolated from these figures to a class of {CLASS:,}, not run:\n"
    yield "| what | core hours | on 100 cores | on 1,000 cores | scheduler and judge at least |"
    yield "| --- | --- | --- | --- | --- |"
    least = CLASS * max(real.scheduler, 0.1) / 3600
    for what, seconds in (("structure tasks", here), ("training included", trained)):
        hours = CLASS * seconds / 3600
        yield f"| {what} | {hours:,.0f} | {_hours(hours / 100, least)} | {_hours(hours / 1000, least)} | {least:.1f} h |"
    feeds = _fed(here, real.scheduler)
    yield f"\nOne scheduler feeds about {feeds:,.0f} workers with structure tasks, {_fed(trained, real.scheduler):,.0f} with training."


def _hours(workers: float, least: float) -> str:
    return f"{max(workers, least):,.1f} h"


def _fed(seconds: float, scheduler: float) -> float:
    """Return how many workers a scheduler keeps busy whose submissions take so long."""
    return seconds / max(scheduler, 1e-6)


if __name__ == "__main__":
    main()
