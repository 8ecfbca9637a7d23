"""What answers probes of one submission: a worker, an open notebook, or what an earlier run kept."""

from typing import Any, Protocol

from autograder.facts.crash import Crash, facts_from_plain

# So much is kept, in characters, of what a submission's code prints.
LONGEST_PRINTED = 2000
# Stands before the keys of the reference's facts.
REFERENCE = "reference/"


class Abandoned(BaseException):
    """The session was given up while it was asked. No `Exception`: nobody on the way may take it for a fault and go on."""


class Session(Protocol):
    """Answers probes of one submission.

    Attributes:
        spent: wall-clock seconds that probes took so far; starting a worker and importing the submission do not count.
        sandboxed: whether student code runs in the sandbox.
    """

    @property
    def spent(self) -> float:
        """Return the seconds spent."""

    @property
    def sandboxed(self) -> bool:
        """Return whether student code runs in the sandbox."""

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        """Return the probe's facts, or a `Crash`."""

    def printed(self) -> str:
        """Return what the student's code printed so far, shortened."""

    def reference(self) -> "Session":
        """Return a session of the reference solution on the same machine, closed with this one; instructors only."""

    def close(self) -> None:
        """Release what the session holds."""


def facts_key(probe: str, worker_seed: int) -> str:
    """Return by what the facts of one question are known within a submission."""
    return f"{probe}/{worker_seed}"


class EarlierFacts:
    """Facts of an earlier run: a regrade runs no student code.

    Args:
        facts: plain facts by their keys.
        prefix: stands before the keys; `REFERENCE` for those of the reference solution.
    """

    spent, sandboxed = 0.0, False

    def __init__(self, facts: dict[str, Any], prefix: str = "") -> None:
        self._facts, self._prefix = facts, prefix

    def reference(self) -> "EarlierFacts":
        return EarlierFacts(self._facts, REFERENCE)

    def probe(self, name: str, given: dict[str, Any], seed: int, seconds: float) -> Any:
        key = f"{self._prefix}{facts_key(name, seed)}"
        if key not in self._facts:
            return Crash(
                "kept",
                f"No facts of probe '{name}' were kept; the probe is newer than the run. Grade the submission again.",
            )
        return facts_from_plain(self._facts[key])

    def printed(self) -> str:
        return ""

    def close(self) -> None:
        """Nothing is held."""
