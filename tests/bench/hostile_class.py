"""A class of 100 with 12 hostile among them, graded as one batch, against a run of the 88 alone."""

from dataclasses import replace
from pathlib import Path

from autograder.doors.batch.classes import grade_class
from autograder.judge import Record
from autograder.results import open_run
from autograder.worker import sandbox
from tests.bench.figures import Row
from tests.support.hostile_course import ATTACKS, Course, hostile_course
from tests.support.small_assignment import RIGHT, STUB, write_submission

WHAT = "class of {size} with {hostile} hostile: records written, honest {honest} unchanged"
# Twelve that try to end, to outlast or to reach the judge, or those who come after.
HOSTILE = (
    "answers_before_it_is_asked",
    "exits_at_once",
    "sends_a_pickle",
    "writes_noise",
    "aborts",
    "fills_the_disk",
    "forks_without_end",
    "kills_everyone",
    "leaves_a_daemon",
    "never_ends",
    "removes_everything",
    "changes_the_system",
)
HONEST = (
    RIGHT,
    RIGHT.replace("number + number", "number"),
    RIGHT.replace("number + number", "1 / 0"),
    RIGHT.replace("return number", "print(number)\n    return number"),
    STUB,
)
SEED, JOBS = 11, 2


def rows(quick: bool, scratch: Path) -> list[Row]:
    """Return one row: how many records there are, and whether the honest ones are the same without the others."""
    size, hostile = (25, 3) if quick else (100, 12)
    what = WHAT.format(size=size, hostile=hostile, honest=size - hostile)
    target = f"{size}, yes"
    if hindrance := sandbox.why_not():
        return [Row(what, f"not measured: {hindrance}", target)]
    with hostile_course(scratch) as course:
        folders = _write_class(course, size, hostile)
        honest = [folder for folder in folders if folder.name.startswith("honest")]
        together = _grade(course, folders, scratch / "together")
        alone = _grade(course, honest, scratch / "alone")
    unchanged = alone == {name: together.get(name) for name in alone}
    yes = "yes" if unchanged else "no"
    reached = unchanged and len(together) == size and len(alone) == size - hostile
    figures = {"records": len(together), "honest": len(alone), "unchanged": unchanged}
    return [Row(what, f"{len(together)}, {yes}", target, reached, sample=f"one class, {JOBS} jobs", figures=figures)]


def _write_class(course: Course, size: int, hostile: int) -> list[Path]:
    """Return the folders of a class, the hostile ones among the others."""
    attacks = {path.stem: path for path in ATTACKS}
    sources = {f"hostile_{name}": course.source(attacks[name]) for name in HOSTILE[:: len(HOSTILE) // hostile]}
    sources |= {f"honest_{number:03}": HONEST[number % len(HONEST)] for number in range(size - hostile)}
    # In an order that mixes them and is always the same.
    names = sorted(sources, key=lambda name: name[::-1])
    return [write_submission(course.folder / "batch" / name, sources[name]) for name in names]


def _grade(course: Course, folders: list[Path], out: Path) -> dict[str, Record]:
    """Return the records as they were written, without the time they took."""
    run = open_run(out, course.assignment.name, "cpu", SEED)
    for _ in grade_class(run, folders, course.assignment, JOBS):
        pass
    return {record.submission: replace(record, seconds=0) for record in run.records()}
