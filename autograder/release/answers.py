"""The record of answers that students' kits carry, made by the instructors' code for the inputs that students see."""

from pathlib import Path
from typing import Any

import numpy as np

from autograder.assignment import EMBEDDED, Assignment, load_assignment, recorded
from autograder.authoring import FINGERPRINT
from autograder.errors import AutograderError, FactsError
from autograder.facts import decode
from autograder.judge import VISIBLE_SEED, question_of

LARGEST_BYTES = 1_000_000


def record_answers(assignment: Assignment, seed: int = VISIBLE_SEED) -> bytes:
    """Return the bytes of an assignment's record.

    Args:
        assignment: with its instructors' folder.
        seed: what the visible inputs are drawn from.

    Raises:
        AutograderError: the code gives another record the second time, a record that is too large, or mistakes told as they are.
    """
    if assignment.solution_folder is None:
        raise AutograderError("Answers are recorded from the instructors' folder, which was not given.")
    made = _made(assignment, seed)
    if made != _made(load_assignment(assignment.folder, assignment.solution_folder.parent), seed):
        raise AutograderError(
            f"Answers are recorded if they are the same each time. Those of {assignment.name} differ from one computation to the next. "
            "Draw everything from `given`, and nothing from the clock, a generator without a seed, or the order of a set."
        )
    if len(made) > LARGEST_BYTES:
        raise AutograderError(
            f"A record of answers takes at most {LARGEST_BYTES} bytes. That of {assignment.name} takes {len(made)}. "
            "Draw smaller visible cases, or fewer."
        )
    return made


def _made(assignment: Assignment, seed: int) -> bytes:
    profile = assignment.profile(EMBEDDED)
    asked = {
        check.probe: question_of(assignment, check, seed, profile)
        for check in assignment.checks
        if not check.hidden and check.probe in assignment.answered_probes
    }
    files = assignment.answer_files
    answers = {probe: question.answers for probe, question in asked.items() if probe in files.answers}
    mistakes = {probe: question.mistakes for probe, question in asked.items() if probe in files.mistakes}
    try:
        return recorded(seed, answers, mistakes)
    except TypeError as error:
        raise AutograderError(
            f"Answers are recorded if they are plain data. Those of {assignment.name} cannot be recorded: {error}"
        ) from None


def is_record(path: Path, made: bytes) -> bool:
    """Return whether a file holds the record `made`, but for what another processor rounds otherwise."""
    try:
        return path.read_bytes() == made or _alike(decode(path.read_bytes(), trusted=True), decode(made, trusted=True))
    except (OSError, FactsError):
        return False


def _alike(left: Any, right: Any) -> bool:
    if isinstance(left, dict) and isinstance(right, dict):
        if set(left) == set(right) == {FINGERPRINT} and left[FINGERPRINT][1] is not None:
            # A hash of numbers is another as soon as one is rounded otherwise; what is compared are their projections.
            return _alike(left[FINGERPRINT][1:], right[FINGERPRINT][1:])
        return set(left) == set(right) and all(_alike(value, right[key]) for key, value in left.items())
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_alike, left, right))
    if isinstance(left, (float, np.ndarray)) and isinstance(right, (float, np.ndarray)):
        return np.shape(left) == np.shape(right) and bool(
            np.allclose(left, right, rtol=1e-3, atol=1e-4, equal_nan=True)
        )
    return bool(left == right)
