"""What `assignment.toml` says: title, tasks, limits, profiles; every mistake in it is found with its line."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import AssignmentError

_TASK_KEYS = {"name", "title", "points", "seconds", "needs", "training", "hints"}


@dataclass(frozen=True)
class Task:
    """One gap that earns points.

    Attributes:
        name: the task's name, equal to its cell's title in the reference solution.
        title: the name in words.
        points: points of its visible and hidden checks together.
        seconds: wall-clock limit of all its probes together, by profile.
        needs: earlier tasks whose visible checks must pass first.
        training: whether it trains a network.
        hints: three tiers: where to look, which idea, nearly the answer.
    """

    name: str
    title: str
    points: float
    seconds: float
    needs: tuple[str, ...] = ()
    training: bool = False
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What a submission may use: seconds to import, resident memory, printed output, size of its file, room for files, processes.

    Memory and processes count for all that it started together; every file counts for itself where there is no sandbox.
    """

    import_seconds: float = 30
    memory_mb: int = 4000
    scratch_mb: int = 1000
    processes: int = 50
    threads: int = 2000
    output_kb: int = 200
    source_kb: int = 1000


def existing(path: Path) -> Path:
    if not path.exists():
        raise AssignmentError(path, None, "An assignment has this file; it is missing.")
    return path


def read_toml(path: Path) -> dict[str, Any]:
    try:
        described = tomllib.loads(existing(path).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise AssignmentError(path, None, f"The file is not valid TOML: {error}.") from None
    if "title" not in described or not described.get("tasks"):
        raise AssignmentError(path, 1, "An assignment has a `title` and at least one [[tasks]] entry.")
    return described


def line_of(path: Path, text: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), None)


def read_draft(path: Path, described: dict[str, Any]) -> bool:
    draft = described.get("draft", False)
    if not isinstance(draft, bool):
        raise AssignmentError(path, line_of(path, "draft ="), f"`draft` is true or false. Received {draft!r}.")
    return draft


def read_limits(path: Path, described: dict[str, Any]) -> Limits:
    unknown = sorted(set(described) - set(Limits.__dataclass_fields__))
    if unknown:
        known = ", ".join(Limits.__dataclass_fields__)
        raise AssignmentError(path, line_of(path, unknown[0]), f"A limit is one of {known}. Received '{unknown[0]}'.")
    return Limits(**described)


def read_tasks(path: Path, described: dict[str, Any]) -> tuple[Task, ...]:
    tasks: list[Task] = []
    for entry in described["tasks"]:
        name = str(entry.get("name", ""))
        line = line_of(path, f'name = "{name}"')
        unknown = sorted(set(entry) - _TASK_KEYS)
        if unknown:
            raise AssignmentError(
                path, line_of(path, unknown[0]), f"A task has no key '{unknown[0]}'. Known: {sorted(_TASK_KEYS)}."
            )
        for key in ("name", "title", "points", "seconds"):
            if key not in entry:
                raise AssignmentError(path, line, f"A task has a `{key}`; task '{name}' has none.")
        known = [task.name for task in tasks]
        if name in known:
            raise AssignmentError(path, line, f"A task's name is unique. Received '{name}' twice.")
        missing = [need for need in entry.get("needs", ()) if need not in known]
        if missing:
            raise AssignmentError(
                path, line, f"A task needs earlier tasks only. '{name}' needs '{missing[0]}'; earlier are: {known}."
            )
        needs, hints = tuple(entry.get("needs", ())), tuple(entry.get("hints", ()))
        tasks.append(
            Task(name, entry["title"], entry["points"], entry["seconds"], needs, entry.get("training", False), hints)
        )
    return tuple(tasks)
