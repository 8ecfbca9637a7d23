"""What a student has reached so far, in one file of their own that no update of the kit touches.

It lies in the platform's folder for settings of applications, or where the variable `AUTOGRADER_PROGRESS` says. It holds points,
the best so far, and how many hints were shown. Nothing is graded by it.
"""

import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout
from platformdirs import user_config_path

from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.files import write_whole
from autograder.judge import Outcome, TaskResult

VARIABLE = "AUTOGRADER_PROGRESS"
SCHEMA = 1
_LOCK_SECONDS = 3.0
_KIT_FOLDER = user_config_path("deep-vision-exercises", appauthor=False, roaming=True)
Complain = Callable[[str], None]
T = TypeVar("T")


class ProgressError(AutograderError):
    """The progress file cannot be used; the sentence says what to do."""


def progress_file() -> Path:
    """Return the file's path; it need not exist."""
    chosen = os.environ.get(VARIABLE)
    return Path(chosen).expanduser() if chosen else _KIT_FOLDER / "progress.json"


def read_progress() -> dict[str, Any]:
    """Return all that is known, by assignment.

    Raises:
        ProgressError: the file is damaged, newer than this kit, or cannot be read.
    """
    path = progress_file()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        schema, assignments = found["schema"], found["assignments"]
        if schema == SCHEMA:
            for entry in assignments.values():
                _check_entry(entry)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ProgressError(_unusable(path, "read", error.strerror or str(error))) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _Damaged(f"{path} holds no readable progress. Remove or mend it.") from None
    if schema != SCHEMA:
        raise ProgressError(
            f"This kit reads progress of schema {SCHEMA}. {path} has {str(schema)[:20]}: update the kit, or name another "
            f"file in {VARIABLE}. The file stays as it is."
        )
    return dict(assignments)


class _Damaged(ProgressError):
    """What lies there is no progress file."""


def _check_entry(entry: dict[str, Any]) -> None:
    for task in entry["tasks"].values():
        float(task["score"]), float(task["most"]), float(task["best"]), str(task["title"])
    for shown in entry["hints"].values():
        int(shown)


def _unusable(path: Path, what: str, why: str) -> str:
    return (
        f"Your progress cannot be {what}: {path}: {why}. Everything else works. "
        f"To keep it elsewhere: export {VARIABLE}=/a/folder/of/yours/progress.json"
    )


def _change(change: Callable[[dict[str, Any]], T], complain: Complain) -> T:
    """Change what is known, write it, and return what `change` returns; two processes take turns. Trouble is told, never raised."""
    path, done = progress_file(), []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two processes take turns; the lock goes with the process.
        with FileLock(path.with_name(path.name + ".lock"), timeout=_LOCK_SECONDS):
            known = _read_or_put_aside(path, complain)
            done.append(change(known))
            text = json.dumps({"schema": SCHEMA, "assignments": known}, indent=1, ensure_ascii=False)
            write_whole(path, (text + "\n").encode())
    except Timeout:
        complain(_unusable(path, "kept", "another process has held it too long"))
    except OSError as error:
        complain(_unusable(path, "kept", error.strerror or str(error)))
    except ProgressError as error:
        complain(str(error))
    return done[0] if done else change({})


def _read_or_put_aside(path: Path, complain: Complain) -> dict[str, Any]:
    try:
        return read_progress()
    except _Damaged:
        aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        os.replace(path, aside)
        complain(
            f"{path} held no readable progress. It was put aside as {aside.name} beside it, and counting begins anew."
        )
        return {}


def _entry(known: dict[str, Any], assignment: Assignment) -> dict[str, Any]:
    entry: dict[str, Any] = known.setdefault(assignment.name, {"tasks": {}, "hints": {}})
    entry["title"] = assignment.title
    return entry


def remember(assignment: Assignment, results: Mapping[str, TaskResult], complain: Complain) -> None:
    """Add what the visible checks found; a task that was graded before keeps its best.

    Args:
        assignment: as students have it.
        results: by task; those not among them stay as they were.
        complain: called with a sentence where the file cannot be used; nothing is raised.
    """
    told = {name: result for name, result in results.items() if result.outcome is not Outcome.GRADER_ERROR}

    def add(known: dict[str, Any]) -> None:
        tasks = _entry(known, assignment)["tasks"]
        for name, result in told.items():
            score, before = float(result.score), tasks.get(name, {"best": 0.0})
            tasks[name] = {
                "title": result.title,
                "outcome": str(result.outcome),
                "score": score,
                "most": float(result.max_score),
                "best": max(score, before["best"]),
            }

    if told:
        _change(add, complain)


def next_hint(assignment: Assignment, task: str, complain: Complain) -> int:
    """Return the number of the next hint for a task, 1 at first and never above that of the last, and count it as shown."""

    def count(known: dict[str, Any]) -> int:
        shown = _entry(known, assignment)["hints"]
        shown[task] = min(int(shown.get(task, 0)) + 1, len(assignment.task(task).hints))
        return int(shown[task])

    return _change(count, complain)
