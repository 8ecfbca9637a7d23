"""Releasing an assignment: stubs for students, made by nbgrader from the reference solution, looked through for leaks."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from nbgrader.converters import GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.assignment import CHECKS, Assignment
from autograder.doors.nbgrader.config import configure
from autograder.doors.nbgrader.source import build_source
from autograder.errors import AutograderError
from autograder.release import generated_files, refuse_leaks, scan, scan_statements


@dataclass(frozen=True)
class Release:
    """What a release wrote: nbgrader's release folder, and the generated files that are committed below `assignments/`."""

    folder: Path
    written: tuple[Path, ...]


def release(assignment: Assignment, course: Path, into: Path | None = None) -> Release:
    """Generate an assignment's stubs.

    Args:
        assignment: with its instructors' folder.
        course: the folder in which nbgrader keeps source, release and gradebook.
        into: where the stubs go; the assignment's own folder unless given.

    Raises:
        AssignmentError: the reference solution does not fit the tasks.
        LeakFound: a student would receive a solution line or a hidden check; nothing was written.
        AutograderError: nbgrader refused.
    """
    build_source(assignment, course / "source" / assignment.name)
    _generate(assignment, course)
    folder = course / "release" / assignment.name
    refuse_leaks([*scan([folder], assignment), *scan_statements(folder, assignment)])
    target = into or assignment.folder
    (target / CHECKS).mkdir(parents=True, exist_ok=True)
    written = []
    for name in generated_files(assignment):
        shutil.copyfile(folder / name, target / name)
        written.append(target / name)
    return Release(folder, tuple(written))


def _generate(assignment: Assignment, course: Path) -> None:
    """Run nbgrader's own `generate_assignment`."""
    config = Config()
    configure(config, kit=assignment.folder.parents[1], course=course)
    directory = CourseDirectory(config=config)
    directory.assignment_id = assignment.name
    converter = GenerateAssignment(coursedir=directory, config=config)
    converter.force = True
    try:
        converter.start()
    except NbGraderException as error:
        raise AutograderError(
            f"nbgrader's generate_assignment refused {assignment.name}; its log above says why. Where submissions exist, the "
            f"tasks of a notebook cannot change any more: use another course folder than {course}. ({str(error)[:200]})"
        ) from None
