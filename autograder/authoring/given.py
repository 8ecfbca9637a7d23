"""What the judge hands to a probe: a part that is sent, and a part that the judge withholds."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Inputs:
    """Inputs of one probe.

    Attributes:
        sent: plain data that goes to the worker, next to the student's code.
        withheld: labels and whatever else the judge needs; it stays with the judge.
    """

    sent: dict[str, Any] = field(default_factory=dict)
    withheld: dict[str, Any] = field(default_factory=dict)
