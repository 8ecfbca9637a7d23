"""What the judge hands to a probe: a part that is sent, and a part that the judge withholds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import NotCalibrated


@dataclass(frozen=True)
class Inputs:
    """Inputs of one probe.

    Attributes:
        sent: plain data that goes to the worker, next to the student's code.
        withheld: labels and whatever else the judge needs; it stays with the judge.
    """

    sent: dict[str, Any] = field(default_factory=dict)
    withheld: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Profile:
    """Where and how accuracy is measured: `cpu` or `gpu`, with its settings and calibrated thresholds."""

    name: str
    settings: Mapping[str, Any]
    thresholds: "Thresholds"


class Thresholds(dict[str, float]):
    """Calibrated thresholds of one profile. An unknown one is refused, never guessed."""

    def __missing__(self, name: str) -> float:
        raise NotCalibrated(
            f"The threshold '{name}' is not calibrated for this profile, so nothing was marked by it. "
            "Instructor: run `autograder calibrate` on such a machine."
        )
