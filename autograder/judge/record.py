"""The one result record: what was asked, what came back, what it earned. Renderers read nothing else."""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any

import msgspec

from autograder.judge.outcomes import Outcome

SCHEMA_VERSION = 2


@dataclass(frozen=True)
class CheckResult:
    """One check's result. `expected`, `received` and `help` are texts for the student, empty where they say nothing."""

    name: str
    sentence: str
    outcome: Outcome
    points: float
    expected: str = ""
    received: str = ""
    help: str = ""
    hidden: bool = False
    traceback: str = ""

    @property
    def earned(self) -> float:
        return self.points if self.outcome is Outcome.PASSED else 0.0


@dataclass(frozen=True)
class TaskResult:
    """One task's result; `reason` says why its checks did not run, where they did not."""

    task: str
    title: str
    outcome: Outcome
    score: float
    max_score: float
    checks: tuple[CheckResult, ...]
    reason: str = ""
    printed: str = ""


@dataclass(frozen=True)
class Record:
    """One graded submission.

    Attributes:
        sandboxed: whether student code ran in the sandbox; `None` where none ran.
    """

    submission: str
    assignment: str
    profile: str
    seed: int
    score: float
    max_score: float
    seconds: float
    tasks: tuple[TaskResult, ...]
    source_sha256: str
    notes: tuple[str, ...] = ()
    versions: dict[str, str] = dataclasses.field(default_factory=dict)
    sandboxed: bool | None = None
    schema: int = SCHEMA_VERSION

    def to_json(self) -> str:
        """Return the record as one line of strict JSON."""
        return json.dumps(dataclasses.asdict(self), allow_nan=False)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(task.outcome for task in self.tasks)


def record_from_json(line: str) -> Record:
    """Return the record that `Record.to_json` wrote.

    Raises:
        ValueError: the line is no record of this schema version or an earlier one.
    """
    read: dict[str, Any] = json.loads(line)
    if not isinstance(read, dict) or read.get("schema") not in range(1, SCHEMA_VERSION + 1):
        raise ValueError(f"A record has schema 1 to {SCHEMA_VERSION}. Received {str(read)[:80]}.")
    # Schema 1 was written before there was a sandbox.
    return msgspec.convert({"sandboxed": False} | read | {"schema": SCHEMA_VERSION}, Record)


def record_schema() -> dict[str, Any]:
    """Return the JSON schema of a line of `results.jsonl`, as it follows from `Record`."""
    return msgspec.json.schema(Record)
