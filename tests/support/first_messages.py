"""What each known wrong solution is told first, written down: `python -m tests.support.first_messages` grades them all and records it anew.

Read the diff as the student who has this idea: does the message lead to the mistake? A test compares.
"""

import json
import os
from pathlib import Path

from rich.console import Console

from autograder.assignment import RECORDED, Assignment
from autograder.files import write_whole
from autograder.judge import Outcome, Record, grading_pool
from autograder.proof import load_variants
from autograder.proof.verify import verify_one
from autograder.worker import Workers
from tests.conftest import ISOLATED, LOADED, SEED


def first_message(record: Record) -> str:
    """Return the sentence of the first check that is not passed, and its help or the error."""
    checks = (check for task in record.tasks for check in task.checks)
    first = next((check for check in checks if check.outcome in (Outcome.FAILED, Outcome.CRASHED)), None)
    return f"{first.sentence} {first.help or first.received}" if first is not None else ""


def messages_file(assignment: Assignment) -> Path:
    """Return where an assignment's messages are on record."""
    return assignment.solution_folder / RECORDED / "first_messages.json"


def recorded_messages(assignment: Assignment) -> dict[str, str]:
    """Return the messages on record by the solutions' names; empty where there are none."""
    path = messages_file(assignment)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def main() -> None:
    """Grade and record."""
    jobs, console = os.cpu_count() or 1, Console()
    with Workers(isolated=ISOLATED) as workers, grading_pool(jobs) as pool:
        for assignment in LOADED.values():
            wrong = load_variants(assignment, "wrong")
            verdicts = pool.map(lambda solution: verify_one(assignment, solution, workers, SEED, 1), wrong)  # noqa: B023
            messages = {verdict.name: first_message(verdict.record) for verdict in verdicts}
            text = json.dumps(dict(sorted(messages.items())), indent=1, ensure_ascii=False)
            write_whole(messages_file(assignment), f"{text}\n".encode())
            console.print(f"wrote {messages_file(assignment)}", highlight=False)


if __name__ == "__main__":
    main()
