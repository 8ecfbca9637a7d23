"""Errors that carry a sentence for the person who can mend them."""

from pathlib import Path


class AutograderError(Exception):
    """Base of all errors whose text is meant to be shown as it is."""


class AssignmentError(AutograderError):
    """A mistake in an assignment's own files; names the file and, where known, the line."""

    def __init__(self, path: Path, line: int | None, sentence: str) -> None:
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {sentence}")


class SubmissionError(AutograderError):
    """A submission that cannot be read; the sentence says what the student should do."""


class FactsError(AutograderError):
    """Data that is not facts: not plain, too large, or malformed."""


class WorkerError(AutograderError):
    """The worker could not be started or broke without the student's doing."""


class SandboxError(WorkerError):
    """This machine cannot run the sandbox; the sentence says why."""


class NotCalibrated(AutograderError):
    """A threshold was asked for that no calibration has measured."""
