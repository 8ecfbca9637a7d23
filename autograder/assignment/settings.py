"""What `assignment.toml` and `thresholds.json` may say."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec

from autograder.assignment.profiles import PROFILES
from autograder.assignment.typed_files import line_of, read_json, read_toml
from autograder.errors import AssignmentError, AutograderError

Name = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Za-z_][A-Za-z0-9_]*$",
        max_length=58,
        description="a name of at most 58 letters, digits and `_` that begins with no digit",
    ),
]
Text = Annotated[str, msgspec.Meta(min_length=1, description="a text that is not empty")]
Positive = Annotated[
    Annotated[int, msgspec.Meta(gt=0)] | Annotated[float, msgspec.Meta(gt=0)],
    msgspec.Meta(description="a number above 0"),
]
Count = Annotated[int, msgspec.Meta(gt=0, description="a whole number above 0")]


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One gap that earns points: an entry `[[tasks]]`.

    Attributes:
        name: the task's name, equal to its cell's title in the reference solution.
        title: the name in words.
        points: points of its visible and hidden checks together.
        seconds: wall-clock limit of all its probes together.
        needs: earlier tasks whose visible checks must pass first.
        training: whether it trains a network.
        hints: three tiers: where to look, which idea, nearly the answer.
    """

    name: Name
    title: Text
    points: Positive
    seconds: Positive
    needs: Annotated[tuple[str, ...], msgspec.Meta(description="a list of tasks' names")] = ()
    training: bool = False
    hints: Annotated[tuple[Text, ...], msgspec.Meta(description="a list of texts")] = ()


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a submission may use: the table `[limits]`.

    Memory and processes count for all that it started together; every file counts for itself where there is no sandbox.

    Attributes:
        import_seconds: for importing its file.
        memory_mb: resident memory.
        scratch_mb: room for files.
        processes: at once.
        threads: at once, of all processes together.
        source_kb: size of its file.
    """

    import_seconds: Positive = 30
    memory_mb: Count = 4000
    scratch_mb: Count = 1000
    processes: Count = 50
    threads: Count = 2000
    source_kb: Count = 1000


class AssignmentSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `assignment.toml` says.

    Attributes:
        title: the assignment's, in words.
        tasks: in the order in which they are graded.
        limits: what a submission may use.
        profiles: settings by profile, `cpu` or `gpu`; what they mean is the assignment's own matter.
        draft: written but not yet calibrated and verified; no student may receive it.
    """

    title: Text
    tasks: Annotated[tuple[Task, ...], msgspec.Meta(min_length=1, description="one entry `[[tasks]]` or more")]
    limits: Limits = Limits()
    profiles: dict[str, dict[str, Any]] = {}
    draft: bool = False

    def profile(self, name: str) -> Mapping[str, Any]:
        """Return a profile's settings; empty where `assignment.toml` says nothing of it.

        Raises:
            AutograderError: there is no such profile.
        """
        if name not in PROFILES:
            raise AutograderError(f"A profile is one of {', '.join(PROFILES)}. Received '{name}'.")
        return self.profiles.get(name, {})

    def with_tasks(self, tasks: Iterable[Task]) -> "AssignmentSettings":
        """Return the same with other tasks."""
        return msgspec.structs.replace(self, tasks=tuple(tasks))


def read_settings(path: Path) -> AssignmentSettings:
    """Return what an `assignment.toml` says.

    Raises:
        AssignmentError: it is missing, no TOML, or holds a mistake; names file, line and key.
    """
    settings = read_toml(path, AssignmentSettings)
    known: list[str] = []
    for number, task in enumerate(settings.tasks):
        if task.name in known:
            raise _refusal(path, ["tasks", number, "name"], f"A task's name is unique. Received '{task.name}' twice.")
        missing = [need for need in task.needs if need not in known]
        if missing:
            sentence = f"A task needs earlier tasks only. '{task.name}' needs '{missing[0]}'; earlier are: {known}."
            raise _refusal(path, ["tasks", number, "needs"], sentence)
        known.append(task.name)
    unknown = sorted(set(settings.profiles) - set(PROFILES))
    if unknown:
        sentence = f"A profile is one of {', '.join(PROFILES)}. Received '{unknown[0]}'."
        raise _refusal(path, ["profiles", unknown[0]], sentence)
    return settings


def _refusal(path: Path, steps: list[str | int], sentence: str) -> AssignmentError:
    return AssignmentError(path, line_of(path.read_text(encoding="utf-8"), steps), sentence)


def read_thresholds(path: Path) -> dict[str, dict[str, float]]:
    """Return calibrated thresholds by profile; none where the file is missing.

    Raises:
        AssignmentError: it is no JSON, or holds something else than numbers.
    """
    return read_json(path, dict[str, dict[str, float]]) if path.exists() else {}
