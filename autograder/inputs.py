"""What the judge hands to a probe: a public part that is sent, and a part that the judge keeps."""

import functools
import hashlib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.errors import NotCalibrated

# The student's own runs repeat, so that a failure seen twice is the same failure.
VISIBLE_SEED = 0


@dataclass(frozen=True)
class Inputs:
    """Inputs of one probe.

    Attributes:
        sent: plain data that goes to the worker, next to the student's code.
        kept: labels and answers; they stay with the judge.
    """

    sent: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)


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


def generator_for(probe: str, seed: int) -> np.random.Generator:
    """Return the random generator of one probe: independent of all other probes', equal for equal seeds."""
    return np.random.default_rng([seed, zlib.crc32(probe.encode())])


def derived_seed(seed: int, probe: str) -> int:
    """Return the 32-bit seed that the worker may know: equal for equal seeds, and no way back."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{probe}".encode()).digest()[:4])


def seed_of_hidden_cases(seed: int) -> int:
    """Return what cases that only hidden checks look at are drawn from; of 256 bits, so that trying all finds nothing."""
    return int.from_bytes(hashlib.sha256(f"{seed}/hidden".encode()).digest())


# All submissions of a run are asked the same, so a class needs its inputs drawn once.
@functools.lru_cache(maxsize=64)
def draw(function: Callable[..., Inputs] | None, probe: str, seed: int, profile: Profile) -> Inputs:
    """Draw the inputs of a probe.

    Args:
        function: the assignment's drawing function; takes any of `rng` and `profile`; `None` for a probe without inputs.
        probe: the probe's name.
        seed: the run's seed; `VISIBLE_SEED` where the student may see the cases.
        profile: the profile in force.
    """
    if function is None:
        return Inputs()
    offered = {"rng": generator_for(probe, seed), "profile": profile}
    wanted = function.__code__.co_varnames[: function.__code__.co_argcount]
    return function(**{name: offered[name] for name in wanted})
