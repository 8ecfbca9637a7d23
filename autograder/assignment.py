"""An assignment as the judge knows it: tasks, limits, checks, profiles; every mistake in its files found at loading."""

import dataclasses
import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.checks import Check, load_check_files
from autograder.description import Limits, Task, existing, line_of, read_draft, read_limits, read_tasks, read_toml
from autograder.errors import AssignmentError, AutograderError
from autograder.inputs import Inputs, Profile, Thresholds
from autograder.probe_source import files_of_probe, functions_in, words_behind, words_by_function

PROFILES = ("cpu", "gpu")


@dataclass(frozen=True, eq=False)
class Assignment:
    """One assignment: its public folder, where available its instructors' folder, and all that was read from both."""

    folder: Path
    solution_folder: Path | None
    title: str
    tasks: tuple[Task, ...]
    limits: Limits
    settings: Mapping[str, Mapping[str, Any]]
    checks: tuple[Check, ...]
    visible_inputs: Mapping[str, Callable[..., Inputs]]
    hidden_inputs: Mapping[str, Callable[..., Inputs]] = field(default_factory=dict)
    # Written but not yet calibrated and verified; no student may receive it.
    draft: bool = False

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def module(self) -> str:
        """Name of the submitted file without its ending: the folder's name without its number."""
        return module_name(self.folder)

    @property
    def probe_file(self) -> Path:
        return self.folder / "probe.py"

    @property
    def pictures_file(self) -> Path:
        """What turns facts into pictures for students and instructors; an assignment may have none."""
        return self.folder / "pictures.py"

    @cached_property
    def probing_files(self) -> tuple[Path, ...]:
        """The probe and the modules beside it that it imports, directly or through others."""
        return files_of_probe(self.probe_file)

    def names_behind(self, probe: str) -> frozenset[str]:
        """Return every name that a probe may ask a submission for, and others."""
        return words_behind(probe, self._words_in_probes)

    @cached_property
    def _words_in_probes(self) -> Mapping[str, set[str]]:
        return words_by_function(self.probing_files)

    @property
    def max_score(self) -> float:
        return sum(check.points for check in self.checks)

    @cached_property
    def stub_source(self) -> str | None:
        """The file as it was handed out. `stub.py` keeps it, because the student edits the other copy."""
        stub = self.folder / "stub.py"
        return stub.read_text(encoding="utf-8") if stub.exists() else None

    @cached_property
    def training_probes(self) -> frozenset[str]:
        """The probes that train a network."""
        return frozenset(check.probe for check in self.checks if self.task(check.task).training)

    def task(self, name: str) -> Task:
        return next(task for task in self.tasks if task.name == name)

    def checks_of(self, task: str) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.task == task)

    def without_training(self) -> "Assignment":
        """Return the assignment without the tasks that train a network, and without what needs them."""
        left: list[Task] = []
        for task in self.tasks:
            names = {kept.name for kept in left}
            if not task.training and names.issuperset(task.needs):
                left.append(task)
        checks = tuple(check for check in self.checks if check.task in {task.name for task in left})
        if not left:
            raise AutograderError(f"A run grades at least one task. All tasks of {self.name} train a network.")
        return dataclasses.replace(self, tasks=tuple(left), checks=checks)

    @functools.cache  # noqa: B019 - a handful of assignments lives as long as the process
    def profile(self, name: str) -> Profile:
        """Return the profile `name` with the thresholds calibrated for it; none where it is not calibrated."""
        if name not in self.settings:
            raise AutograderError(f"A profile is one of {', '.join(self.settings)}. Received '{name}'.")
        recorded = self.folder / "thresholds.json"
        thresholds = json.loads(recorded.read_text()) if recorded.exists() else {}
        return Profile(name, self.settings[name], Thresholds(thresholds.get(name) or {}))


def module_name(folder: Path) -> str:
    """Return `resnet` for `04_resnet`."""
    return folder.name.partition("_")[2] or folder.name


def load_assignment(folder: Path, solutions: Path | None = None) -> Assignment:
    """Read an assignment and check it.

    Args:
        folder: the public folder, such as `assignments/04_resnet`.
        solutions: the folder that mirrors `assignments/`, where the caller is an instructor.

    Raises:
        AssignmentError: a file is missing, unreadable or contradicts another; names file and line.
    """
    folder = folder.resolve()
    described = read_toml(folder / "assignment.toml")
    tasks = read_tasks(folder / "assignment.toml", described)
    visible = load_check_files(folder, hidden=False, helpers=folder)
    checks, hidden_inputs, solution_folder = visible.checks, {}, None
    if solutions is not None:
        solution_folder = (solutions / folder.name).resolve()
        hidden = load_check_files(solution_folder, hidden=True, helpers=folder)
        checks, hidden_inputs = checks + hidden.checks, hidden.inputs
    assignment = Assignment(
        folder=folder,
        solution_folder=solution_folder,
        title=described["title"],
        tasks=tasks,
        limits=read_limits(folder / "assignment.toml", described.get("limits", {})),
        settings={name: described.get("profiles", {}).get(name, {}) for name in PROFILES},
        checks=_in_order(checks, tasks),
        visible_inputs=visible.inputs,
        hidden_inputs=hidden_inputs,
        draft=read_draft(folder / "assignment.toml", described),
    )
    _check_consistency(assignment)
    return assignment


def find_assignment(name: str, root: Path, with_solutions: bool) -> Assignment:
    """Load assignment `name` below the course folder `root`.

    Raises:
        AutograderError: there is no such assignment; names those that exist.
    """
    folder = root / "assignments" / name
    if not (folder / "assignment.toml").exists():
        known = sorted(path.parent.name for path in (root / "assignments").glob("*/assignment.toml"))
        raise AutograderError(f"There is no assignment '{name}' below {root}. Known: {', '.join(known) or 'none'}.")
    return load_assignment(folder, root / "solutions" if with_solutions else None)


def _in_order(checks: tuple[Check, ...], tasks: tuple[Task, ...]) -> tuple[Check, ...]:
    """Return the checks in the order of their tasks; those of no task last, for the complaint about them."""
    places = {task.name: place for place, task in enumerate(tasks)}
    return tuple(sorted(checks, key=lambda check: places.get(check.task, len(places))))


def _check_consistency(assignment: Assignment) -> None:
    described = assignment.folder / "assignment.toml"
    probes = functions_in(existing(assignment.probe_file))
    names = [task.name for task in assignment.tasks]
    owners: dict[str, str] = {}
    unique: set[str] = set()
    for check in assignment.checks:
        if check.name in unique:
            raise AssignmentError(check.path, check.line, f"A check's name is unique. Received '{check.name}' twice.")
        unique.add(check.name)
        if check.task not in names:
            raise AssignmentError(
                check.path,
                check.line,
                f"{check.name} belongs to task '{check.task}', which is not in assignment.toml: {names}.",
            )
        if check.probe not in probes:
            raise AssignmentError(
                check.path,
                check.line,
                f"{check.name} judges probe '{check.probe}', which probe.py does not define: {probes}.",
            )
        if owners.setdefault(check.probe, check.task) != check.task:
            raise AssignmentError(
                check.path,
                check.line,
                f"A probe serves one task. '{check.probe}' serves '{owners[check.probe]}' already.",
            )
        if "reference" in check.parameters and not check.hidden:
            raise AssignmentError(
                check.path,
                check.line,
                f"Only a hidden check compares with the reference; students have none. {check.name} is visible.",
            )
    for task in assignment.tasks:
        _check_points(assignment, task, described)


def _check_points(assignment: Assignment, task: Task, described: Path) -> None:
    line = line_of(described, f'name = "{task.name}"')
    checks = assignment.checks_of(task.name)
    if not any(not check.hidden for check in checks):
        raise AssignmentError(described, line, f"A task has at least one visible check; '{task.name}' has none.")
    found = sum(check.points for check in checks)
    # Without the instructors' folder the hidden checks are unknown, so only "too many" can be told.
    if found > task.points or (assignment.solution_folder is not None and found != task.points):
        raise AssignmentError(
            described,
            line,
            f"The points of a task are those of its checks. '{task.name}' says {task.points}; its checks add up to {found}.",
        )
