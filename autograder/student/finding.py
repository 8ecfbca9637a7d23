"""Which assignment a student means, and how their place on this machine is found."""

from pathlib import Path

from autograder.assignment import CHECKS, SETTINGS, Assignment, assignments_below, is_assignment, load_assignment
from autograder.errors import AutograderError


def assignment_folder(path: Path | None) -> Path:
    """Return the folder of one assignment.

    Args:
        path: a folder, or an assignment's name; the present folder, or the only assignment below it, unless given.

    Raises:
        AutograderError: there is none, or more than one.
    """
    if path is None:
        below = assignment_folders()
        if len(below) == 1:
            return below[0]
        names = ", ".join(str(folder.relative_to(Path.cwd())) for folder in below)
        raise AutograderError(
            f"Name one assignment: {names}."
            if below
            else _no_assignment(Path.cwd()) + " Change to where you unpacked it."
        )
    for folder in (path, Path("assignments") / path):
        if is_assignment(folder):
            return folder.resolve()
    raise AutograderError(f"{_no_assignment(path.resolve())} Name the folder, for example assignments/04_resnet.")


def _no_assignment(folder: Path) -> str:
    return f"An assignment's folder holds {CHECKS}/{SETTINGS}. {folder} does not."


def assignment_folders() -> list[Path]:
    """Return the present folder if it is an assignment's, else all assignments right below it or below assignments/."""
    here = Path.cwd()
    if is_assignment(here):
        return [here]
    return sorted([*assignments_below(here), *assignments_below(here / "assignments")])


def find_task(task: str, folder: Path | None) -> Assignment:
    """Return the assignment that has a task of this name.

    Args:
        folder: where to look; all assignments below the present folder unless given.

    Raises:
        AutograderError: none has; names the tasks that there are.
    """
    folders = [assignment_folder(folder)] if folder is not None else assignment_folders()
    loaded = [load_assignment(found) for found in folders]
    for assignment in loaded:
        if task in [known.name for known in assignment.tasks]:
            return assignment
    known = ", ".join(known.name for assignment in loaded for known in assignment.tasks)
    where = f"The tasks here are {known}." if loaded else "There is no assignment below this folder."
    raise AutograderError(f"There is no task '{task}'. {where}")
