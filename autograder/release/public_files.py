"""Which files of an assignment's folder students receive, and which of them a release generates."""

import shutil
from pathlib import Path

from autograder.assignment import ANSWERS, CHECKS, HANDED_OUT, Assignment

_NOT_PUBLIC = shutil.ignore_patterns(".*", "__pycache__", "*.pyc", "*.ipynb")


def stub_files(assignment: Assignment) -> tuple[str, str]:
    """Return the names of the two files that a student edits."""
    return f"{assignment.module}.ipynb", f"{assignment.module}.py"


def generated_files(assignment: Assignment) -> tuple[str, ...]:
    """Return the public files that a release writes, seen from the assignment's folder: the two stubs, the copy that says what was
    handed out, and the recorded answers where a visible check asks for any."""
    answers = (f"{CHECKS}/{ANSWERS}",) if assignment.answered_probes else ()
    return (*stub_files(assignment), f"{CHECKS}/{HANDED_OUT}", *answers)


def written_files(assignment: Assignment) -> list[Path]:
    """Return what instructors write for students, without the generated files."""
    generated = {assignment.folder / name for name in generated_files(assignment)}
    return [path for path in _public(assignment.folder) if path not in generated]


def _public(folder: Path) -> list[Path]:
    names = sorted(path.name for path in folder.iterdir())
    paths = [folder / name for name in names if name not in _NOT_PUBLIC("", names)]
    return [found for path in paths for found in (_public(path) if path.is_dir() else [path])]


def copy_public_files(assignment: Assignment, folder: Path) -> None:
    """Copy what instructors write for students, without the generated files."""
    for path in written_files(assignment):
        target = folder / path.relative_to(assignment.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
