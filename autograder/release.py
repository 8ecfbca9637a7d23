"""Releasing an assignment: stubs for students, made by nbgrader from the reference solution, looked through for leaks."""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment import Assignment
from autograder.errors import AssignmentError, AutograderError
from autograder.leaks import refuse_leaks, scan

_WHEEL_SOURCES = ("pyproject.toml", "README.md", "autograder", "source_data")
# An archive's times are fixed, so that equal content gives an equal file.
_TIME = (1980, 1, 1, 0, 0, 0)


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
    # nbgrader is the instructors' extra; a student's installation has this module, but not that one.
    from autograder.nbgrader_door.source import build_source, generated_files  # noqa: PLC0415

    build_source(assignment, course / "source" / assignment.name)
    _generate(assignment, course)
    folder = course / "release" / assignment.name
    refuse_leaks(scan([folder], assignment))
    target = into or assignment.folder
    written = []
    for name in generated_files(assignment):
        shutil.copyfile(folder / name, target / name)
        written.append(target / name)
    return Release(folder, tuple(written))


def _generate(assignment: Assignment, course: Path) -> None:
    """Run nbgrader's own `generate_assignment`."""
    from nbgrader.converters import GenerateAssignment, NbGraderException  # noqa: PLC0415
    from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    from autograder.nbgrader_door.config import configure  # noqa: PLC0415

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


def build_wheel(root: Path, out: Path) -> Path:
    """Build the wheel that students install: the engine and the public data, nothing else.

    It is built from a copy, because a build folder that lies about would add its stale files.

    Raises:
        AutograderError: the build failed.
    """
    with tempfile.TemporaryDirectory(prefix="wheel-") as scratch:
        for name in _WHEEL_SOURCES:
            source, target = root / name, Path(scratch) / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
            elif source.exists():
                shutil.copyfile(source, target)
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out.resolve()), scratch]
        finished = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = sorted(out.glob("*.whl"), key=lambda path: path.stat().st_mtime)
    if finished.returncode or not wheels:
        raise AutograderError(
            f"The wheel could not be built; install the extra `dev`. The build said: {(finished.stderr or finished.stdout).strip()[-600:]}"
        )
    return wheels[-1]


def build_student_kit(assignment: Assignment, out: Path) -> Path:
    """Write one zip with all a student needs: the wheel and the assignment's public folder, stubs as they were handed out.

    Returns:
        The zip's path.

    Raises:
        AssignmentError: the assignment is a draft, or the stubs are missing.
        LeakFound: the zip would hold a solution line or a hidden check; it was removed.
        AutograderError: the wheel could not be built.
    """
    from autograder.nbgrader_door.source import copy_public_files  # noqa: PLC0415

    if assignment.draft:
        raise AssignmentError(
            assignment.folder / "assignment.toml",
            None,
            "A draft is for no student. Calibrate it, see `autograder verify` green, and remove `draft = true`.",
        )
    if assignment.stub_source is None:
        raise AssignmentError(
            assignment.folder / "stub.py",
            None,
            f"A released assignment has its stubs; they are missing. Run `autograder release {assignment.name}`.",
        )
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{assignment.name}.zip"
    with tempfile.TemporaryDirectory(prefix="kit-") as scratch:
        folder = Path(scratch) / assignment.name
        folder.mkdir()
        copy_public_files(assignment, folder)
        for name in ("stub.py", f"{assignment.module}.py"):
            (folder / name).write_text(assignment.stub_source, encoding="utf-8")
        notebook = assignment.folder / f"{assignment.module}.ipynb"
        if notebook.exists():
            shutil.copyfile(notebook, folder / notebook.name)
        build_wheel(assignment.folder.parents[1], Path(scratch))
        write_zip(path, Path(scratch))
    leaks = scan([path], assignment)
    if leaks:
        path.unlink()
    refuse_leaks(leaks)
    return path


def write_zip(path: Path, folder: Path) -> None:
    """Write a folder's files as a zip; equal files give an equal zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(item for item in folder.rglob("*") if item.is_file()):
            mode = 0o755 if os.access(file, os.X_OK) else 0o644
            entry = zipfile.ZipInfo(str(file.relative_to(folder)), _TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, mode << 16
            archive.writestr(entry, file.read_bytes())
