"""What one student handed in."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Submission:
    """What one student handed in.

    Attributes:
        name: the folder's name.
        filename: the graded file, as it appears in tracebacks.
        source: the student's code; the stub's where nothing was edited.
        untouched: tasks whose definitions are still the stub's.
        notes: what was done to the text before grading.
    """

    name: str
    filename: str
    source: str
    untouched: frozenset[str]
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.source.encode()).hexdigest()
