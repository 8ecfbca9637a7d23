"""Answers that were recorded for the visible inputs: what students' kits carry in the place of the code that computes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.authoring import answers_to_record, from_record, mistakes_to_record
from autograder.errors import AssignmentError, FactsError
from autograder.facts import decode, encode


@dataclass(frozen=True)
class RecordedAnswers:
    """Answers and mistakes by probe, for inputs that are drawn from `seed`; of mistakes fingerprints only."""

    seed: int
    answers: Mapping[str, Any]
    mistakes: Mapping[str, Any]


def read_recorded_answers(path: Path) -> RecordedAnswers | None:
    """Return what a record holds; nothing where there is none.

    Raises:
        AssignmentError: the file is damaged.
    """
    if not path.exists():
        return None
    try:
        found = decode(path.read_bytes(), trusted=True)
        return RecordedAnswers(found["seed"], from_record(found["answers"]), from_record(found["mistakes"]))
    except (OSError, FactsError, KeyError, TypeError, ValueError) as error:
        sentence = (
            f"Recorded answers are what `autograder release` wrote. This file is damaged ({type(error).__name__})."
        )
        raise AssignmentError(path, None, f"{sentence} Take it from what you were given.") from None


def recorded(seed: int, answers: dict[str, Any], mistakes: dict[str, Any]) -> bytes:
    """Return a record's bytes; equal for equal answers.

    Raises:
        TypeError: mistakes are not told as `Mistakes`.
    """
    return encode({"seed": seed, "answers": answers_to_record(answers), "mistakes": mistakes_to_record(mistakes)})
