"""Profiles: where and how accuracy is measured, and the thresholds that were calibrated for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.errors import NotCalibrated

# A new profile is a name here; whether it trains on a GPU, the function below says.
EMBEDDED, ON_GPU = "cpu", "gpu"
PROFILES = (EMBEDDED, ON_GPU)


def trains_on_gpu(profile: str) -> bool:
    """Return whether networks are trained on a GPU, where there is one; else on the processor, with the same result on every machine."""
    return profile == ON_GPU


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
