"""An assignment as the judge knows it: tasks, limits, checks, profiles, answers."""

import dataclasses
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

from autograder.assignment.check_files import AnswerFiles, CheckPackage, Drawing
from autograder.assignment.probe_source import files_of_probe, words_behind, words_by_function
from autograder.assignment.profiles import Profile, Thresholds
from autograder.assignment.recorded_answers import RecordedAnswers, read_recorded_answers
from autograder.assignment.settings import AssignmentSettings, Limits, Task, read_thresholds
from autograder.authoring import Check, Inputs
from autograder.errors import AssignmentError, AutograderError

# What lies where in an assignment's folder, and in the folder of its solution.
CHECKS, HANDOUT, PICTURES, RECORDED = "checks", "README.md", "pictures", "recorded"
SETTINGS, PROBE, HANDED_OUT, ANSWERS, THRESHOLDS = (
    "assignment.toml",
    "probe.py",
    "handed_out.py",
    "answers.npz",
    "thresholds.json",
)

_SOLUTION_MARK = re.compile(r"^\s*### (BEGIN|END) SOLUTION\s*$")


@dataclass(frozen=True, eq=False)
class Assignment:
    """One assignment: its public folder, where available its instructors' folder, and all that was read from both."""

    folder: Path
    solution_folder: Path | None
    settings: AssignmentSettings
    package: CheckPackage
    checks: tuple[Check, ...]
    visible_inputs: Mapping[str, Drawing]
    hidden_inputs: Mapping[str, Drawing]
    answer_files: AnswerFiles

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def title(self) -> str:
        return self.settings.title

    @property
    def tasks(self) -> tuple[Task, ...]:
        return self.settings.tasks

    @property
    def limits(self) -> Limits:
        return self.settings.limits

    @property
    def draft(self) -> bool:
        """Whether it is written but not yet calibrated and verified; no student may receive it."""
        return self.settings.draft

    @property
    def module(self) -> str:
        """Name of the submitted file without its ending: the folder's name without its number."""
        return module_name(self.folder)

    @property
    def checks_folder(self) -> Path:
        """Where the grader's public part lies, in which a student edits nothing."""
        return self.folder / CHECKS

    @property
    def probe_file(self) -> Path:
        return self.checks_folder / PROBE

    def pictures(self) -> ModuleType | None:
        """Return the module that turns facts into pictures for students and instructors; an assignment may have none."""
        path = self.checks_folder / "pictures.py"
        return self.package.module(path) if path.exists() else None

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
        return float(sum(check.points for check in self.checks))

    @cached_property
    def stub_source(self) -> str | None:
        """The file as it was handed out. `handed_out.py` keeps it, because the student edits the other copy."""
        stub = self.checks_folder / HANDED_OUT
        return stub.read_text(encoding="utf-8") if stub.exists() else None

    def reference_file(self) -> Path:
        """Return where the reference solution lies.

        Raises:
            AssignmentError: there is none, or the instructors' folder was not given.
        """
        if self.solution_folder is None:
            sentence = "The reference solution lies in the instructors' folder, which was not given."
            raise AssignmentError(self.folder, None, f"{sentence} Load the assignment with `solutions`.")
        path = self.solution_folder / f"{self.module}.py"
        if not path.is_file():
            raise AssignmentError(path, None, "An assignment has a reference solution; it is missing.")
        return path

    def reference_source(self) -> str:
        """Return the reference solution without the marks of its solution regions; raises as `reference_file` does."""
        lines = self.reference_file().read_text(encoding="utf-8").splitlines()
        return "\n".join(line for line in lines if not _SOLUTION_MARK.match(line)) + "\n"

    @cached_property
    def recorded_answers(self) -> RecordedAnswers | None:
        """What students' kits carry in the place of the code that computes answers; nothing where it was not recorded yet.

        Raises:
            AssignmentError: the file cannot be read.
        """
        return read_recorded_answers(self.checks_folder / ANSWERS)

    @cached_property
    def training_probes(self) -> frozenset[str]:
        """The probes that train a network."""
        return frozenset(check.probe for check in self.checks if self.task(check.task).training)

    @cached_property
    def answered_probes(self) -> frozenset[str]:
        """The probes of whose visible checks one at least compares with answers or mistakes."""
        return frozenset(check.probe for check in self.checks if check.asks_for_answers and not check.hidden)

    def task(self, name: str) -> Task:
        return next(task for task in self.tasks if task.name == name)

    def checks_of(self, task: str) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.task == task)

    def inputs_for(self, check: Check) -> Callable[..., Inputs] | None:
        """Return what draws the inputs of a check's probe: for a hidden check that of its own, where there is one."""
        visible = self.visible_inputs.get(check.probe)
        return self.hidden_inputs.get(check.probe, visible) if check.hidden else visible

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
        return dataclasses.replace(self, settings=self.settings.with_tasks(left), checks=checks)

    @functools.cache  # noqa: B019 - a handful of assignments lives as long as the process
    def profile(self, name: str) -> Profile:
        """Return the profile `name` with the thresholds calibrated for it; none where it is not calibrated."""
        settings = self.settings.profile(name)
        thresholds = read_thresholds(self.checks_folder / THRESHOLDS)
        return Profile(name, settings, Thresholds(thresholds.get(name) or {}))


def module_name(folder: Path) -> str:
    """Return `resnet` for `04_resnet`."""
    return folder.name.partition("_")[2] or folder.name
