"""What calibration has measured, kept in two files: `calibration.json` for instructors, `thresholds.json` for all.

{"cpu": {"results": {"accuracy": {"threshold", "values", "seeds", …}}, "variants": {"wrong/x": {"accuracy": {"values", …}}},
         "settings": …, "versions": …, "machine": …}}
"""

import json
import platform
import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from autograder.assignment import RECORDED, THRESHOLDS, Assignment
from autograder.errors import AutograderError
from autograder.facts import installed_versions
from autograder.proof.measuring import FEWEST_SEEDS, Measured, measure, threshold_from, tolerance_factor
from autograder.proof.variants import Variant
from autograder.worker import Workers

Progress = Callable[[int, dict[str, Measured]], None]
Results = dict[str, list[tuple[int, Measured]]]


def calibrate(
    assignment: Assignment, profile: str, seeds: Sequence[int], workers: Workers, jobs: int, progress: Progress
) -> dict[str, float]:
    """Measure the reference, write both files, and return the thresholds.

    What was measured of variants is dropped where it was measured under other settings.
    """
    if len(seeds) < FEWEST_SEEDS:
        threshold_from(seeds)
    settings = dict(assignment.profile(profile).settings)
    results = _gather(assignment, assignment.reference_source(), profile, seeds, workers, jobs, progress)
    allowances = settings.get("allowance", {})
    described = {name: _with_threshold(found, allowances.get(name, 0.0)) for name, found in results.items()}
    thresholds = {name: entry["threshold"] for name, entry in described.items()}
    recorded = read_calibration(assignment)
    before = recorded.get(profile, {})
    recorded[profile] = {
        "results": described,
        "variants": before.get("variants", {}) if before.get("settings") == settings else {},
        "settings": settings,
        "versions": installed_versions(),
        "machine": platform.machine(),
    }
    _write(_calibration_file(assignment), recorded)
    public = assignment.checks_folder / THRESHOLDS
    _write(public, _read(public) | {profile: thresholds})
    return thresholds


def calibrate_variant(
    assignment: Assignment,
    variant: Variant,
    profile: str,
    seeds: Sequence[int],
    workers: Workers,
    jobs: int,
    progress: Progress,
) -> None:
    """Measure a variant as the reference was measured, and write what came of it beside the reference's results.

    Raises:
        AutograderError: the reference was not measured under today's settings.
    """
    recorded = read_calibration(assignment)
    if recorded.get(profile, {}).get("settings") != dict(assignment.profile(profile).settings):
        raise AutograderError(
            f"A variant is compared with the reference, which is not calibrated for profile '{profile}' as it is set now. "
            f"Run `autograder calibrate {assignment.name}` first."
        )
    results = _gather(assignment, variant.source, profile, seeds, workers, jobs, progress, may_crash=True)
    # Where every seed has crashed, nothing was measured, and that is recorded.
    recorded[profile]["variants"][variant.name] = {name: _describe(found) for name, found in results.items()}
    _write(_calibration_file(assignment), recorded)


def read_calibration(assignment: Assignment) -> dict[str, Any]:
    """Return what was measured, by profile; empty where nothing was."""
    return _read(_calibration_file(assignment))


def _gather(
    assignment: Assignment,
    source: str,
    profile: str,
    seeds: Sequence[int],
    workers: Workers,
    jobs: int,
    progress: Progress,
    may_crash: bool = False,
) -> Results:
    results: Results = defaultdict(list)
    for seed, found in measure(assignment, source, profile, seeds, workers, jobs, may_crash):
        progress(seed, found)
        for name, measured in found.items():
            results[name].append((seed, measured))
    return results


def _with_threshold(found: list[tuple[int, Measured]], allowance: float) -> dict[str, Any]:
    values = [measured.value for _, measured in found]
    derived = {"threshold": threshold_from(values, allowance), "allowance": allowance}
    return derived | _describe(found) | {"factor": round(tolerance_factor(len(values)), 3)}


def _describe(found: list[tuple[int, Measured]]) -> dict[str, Any]:
    values = [measured.value for _, measured in found]
    return {
        "checks": list(found[0][1].checks),
        "mean": round(statistics.mean(values), 4),
        "deviation": round(statistics.stdev(values), 4) if len(values) > 1 else 0.0,
        "lowest": round(min(values), 4),
        "highest": round(max(values), 4),
        "seeds": [seed for seed, _ in found],
        "values": [round(value, 4) for value in values],
    }


def _calibration_file(assignment: Assignment) -> Path:
    if assignment.solution_folder is None:
        raise AutograderError("Calibration needs the instructors' folder `solutions/`.")
    return assignment.solution_folder / RECORDED / "calibration.json"


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
