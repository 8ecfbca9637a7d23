"""Loading an assignment: every mistake in its files is found here, with file and line."""

from pathlib import Path

from autograder.assignment.check_files import AnswerFiles, CheckFiles, CheckPackage
from autograder.assignment.model import CHECKS, PROBE, SETTINGS, Assignment
from autograder.assignment.probe_source import functions_in
from autograder.assignment.settings import Task, read_settings
from autograder.assignment.typed_files import line_of
from autograder.authoring import Check
from autograder.errors import AssignmentError, AutograderError


def is_assignment(folder: Path) -> bool:
    """Return whether a folder is an assignment's."""
    return (folder / CHECKS / SETTINGS).is_file()


def assignments_below(folder: Path) -> list[Path]:
    """Return the folders of assignments right below a folder, in order of name."""
    return sorted(found.parents[1] for found in folder.glob(f"*/{CHECKS}/{SETTINGS}"))


def load_assignment(folder: Path, solutions: Path | None = None) -> Assignment:
    """Read an assignment and check it.

    Args:
        folder: the public folder, such as `assignments/04_resnet`.
        solutions: the folder that mirrors `assignments/`, where the caller is an instructor.

    Raises:
        AssignmentError: a file is missing, unreadable or contradicts another; names file and line.
    """
    folder = folder.resolve()
    settings = read_settings(folder / CHECKS / SETTINGS)
    solution_folder = (solutions / folder.name).resolve() if solutions is not None else None
    folders = [folder / CHECKS, *([solution_folder / CHECKS] if solution_folder is not None else [])]
    package = CheckPackage(folders)
    visible = package.checks_in(folders[0], hidden=False)
    hidden = CheckFiles((), {}) if solution_folder is None else package.checks_in(folders[1], hidden=True)
    answer_files = AnswerFiles() if solution_folder is None else package.answers_in(folders[1])
    assignment = Assignment(
        folder=folder,
        solution_folder=solution_folder,
        settings=settings,
        package=package,
        checks=_in_order(visible.checks + hidden.checks, settings.tasks),
        visible_inputs=visible.inputs,
        hidden_inputs=hidden.inputs,
        answer_files=answer_files,
    )
    _check_consistency(assignment)
    return assignment


def find_assignment(name: str, root: Path, with_solutions: bool) -> Assignment:
    """Load assignment `name` below the course folder `root`.

    Raises:
        AutograderError: there is no such assignment; names those that exist.
    """
    folder = root / "assignments" / name
    if not is_assignment(folder):
        known = [path.name for path in assignments_below(root / "assignments")]
        raise AutograderError(f"There is no assignment '{name}' below {root}. Known: {', '.join(known) or 'none'}.")
    return load_assignment(folder, root / "solutions" if with_solutions else None)


def _in_order(checks: tuple[Check, ...], tasks: tuple[Task, ...]) -> tuple[Check, ...]:
    """Return the checks in the order of their tasks; those of no task last, for the complaint about them."""
    places = {task.name: place for place, task in enumerate(tasks)}
    return tuple(sorted(checks, key=lambda check: places.get(check.task, len(places))))


def _check_consistency(assignment: Assignment) -> None:
    if not assignment.probe_file.exists():
        raise AssignmentError(assignment.probe_file, None, "An assignment has this file; it is missing.")
    probes, owners, unique = functions_in(assignment.probe_file), dict[str, str](), set[str]()
    for check in assignment.checks:
        complaint = _complaint(assignment, check, probes)
        if check.name in unique:
            complaint = f"A check's name is unique. Received '{check.name}' twice."
        if owners.setdefault(check.probe, check.task) != check.task:
            complaint = f"A probe serves one task. '{check.probe}' serves '{owners[check.probe]}' already."
        if complaint:
            raise AssignmentError(check.path, check.line, complaint)
        unique.add(check.name)
    for number, task in enumerate(assignment.tasks):
        _check_points(assignment, number, task)


def _complaint(assignment: Assignment, check: Check, probes: list[str]) -> str:
    """Return what is wrong with one check by itself; empty where nothing is."""
    names = [task.name for task in assignment.tasks]
    if check.task not in names:
        return f"{check.name} belongs to task '{check.task}', which is not in {SETTINGS}: {names}."
    if check.probe not in probes:
        return f"{check.name} judges probe '{check.probe}', which {PROBE} does not define: {probes}."
    if "reference" in check.parameters and not check.hidden:
        return f"Only a hidden check compares with the reference; students have none. {check.name} is visible."
    if assignment.solution_folder is None:
        return ""
    for kind, functions in (
        ("answers", assignment.answer_files.answers),
        ("mistakes", assignment.answer_files.mistakes),
    ):
        if kind in check.parameters and check.probe not in functions:
            return f"{check.name} asks for {kind}; {kind}.py of the solution's {CHECKS}/ has none for probe '{check.probe}'."
    return ""


def _check_points(assignment: Assignment, number: int, task: Task) -> None:
    path = assignment.checks_folder / SETTINGS
    line = line_of(path.read_text(encoding="utf-8"), ["tasks", number, "name"])
    checks = assignment.checks_of(task.name)
    if not any(not check.hidden for check in checks):
        raise AssignmentError(path, line, f"A task has at least one visible check; '{task.name}' has none.")
    found = sum(check.points for check in checks)
    # Without the instructors' folder the hidden checks are unknown, so only "too many" can be told.
    if found > task.points or (assignment.solution_folder is not None and found != task.points):
        raise AssignmentError(
            path,
            line,
            f"The points of a task are those of its checks. '{task.name}' says {task.points}; its checks add up to {found}.",
        )
