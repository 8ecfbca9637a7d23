"""Students' kits: one zip with the wheel and an assignment's public folder."""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from autograder.assignment import HANDED_OUT, SETTINGS, Assignment
from autograder.errors import AssignmentError, AutograderError
from autograder.release.leaks import refuse_leaks, scan, scan_statements
from autograder.release.public_files import copy_public_files, generated_files

_WHEEL_SOURCES = ("pyproject.toml", "README.md", "autograder", "source_data")
# An archive's times are fixed, so that equal content gives an equal file.
_TIME = (1980, 1, 1, 0, 0, 0)


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
    if assignment.draft:
        raise AssignmentError(
            assignment.checks_folder / SETTINGS,
            None,
            "A draft is for no student. Calibrate it, see `autograder verify` green, and remove `draft = true`.",
        )
    if assignment.stub_source is None:
        raise AssignmentError(
            assignment.checks_folder / HANDED_OUT,
            None,
            f"A released assignment has its stubs; they are missing. Run `autograder release {assignment.name}`.",
        )
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{assignment.name}.zip"
    with tempfile.TemporaryDirectory(prefix="kit-") as scratch:
        folder = Path(scratch) / assignment.name
        folder.mkdir()
        copy_public_files(assignment, folder)
        for name in generated_files(assignment):
            # What an instructor may have tried out in the stubs' place is not handed out.
            source = (
                assignment.checks_folder / HANDED_OUT if name == f"{assignment.module}.py" else assignment.folder / name
            )
            if source.exists():
                shutil.copyfile(source, folder / name)
        refuse_leaks(scan_statements(folder, assignment))
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
