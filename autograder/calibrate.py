"""Thresholds from measured distributions: the reference is graded over many seeds, and the threshold follows.

The method: each seed draws the network's start, the order of the data and, where the data is drawn, new held-back images,
so a result varies as a student's would. From the results' mean and standard deviation follows the one-sided
normal tolerance bound: with 95 % confidence at least 99.9 % of such runs lie above it. That, rounded down to
half a percent, is the threshold: a solution as good as the reference fails in at most one of 1,000 gradings. Where
other sound solutions may do less well than the reference, a profile's `allowance` says by how much, and is taken off.
"""

import dataclasses
import json
import math
import platform
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.facts_store import open_session
from autograder.grading import Grading
from autograder.inputs import Thresholds
from autograder.outcomes import Outcome
from autograder.pools import grading_pool
from autograder.record import installed_versions
from autograder.submission import submission_from_source
from autograder.worker.pool import Workers

COVERAGE, CONFIDENCE, STEP = 0.999, 0.95, 0.005
FEWEST_SEEDS = 30


class Meter:
    """Stands where a threshold will be: accepts every value and writes it down."""

    def __init__(self, values: list[float]) -> None:
        self._values = values

    def __le__(self, received: float) -> bool:
        self._values.append(received)
        return True


class Meters(Thresholds):
    """Thresholds that measure instead of judging."""

    def __init__(self) -> None:
        super().__init__()
        self.values_by_name: dict[str, list[float]] = defaultdict(list)

    def __getitem__(self, name: str) -> Any:
        return Meter(self.values_by_name[name])


def measure(
    assignment: Assignment, source: str, profile: str, seeds: Sequence[int], workers: Workers, jobs: int
) -> Iterator[tuple[int, dict[str, float]]]:
    """Grade `source` once for each seed and yield (seed, what each threshold would have been compared with).

    Raises:
        AutograderError: a check could not be judged, so there is nothing to measure.
    """
    threads = 1 if jobs > 1 else 0
    with grading_pool(jobs) as pool:
        yield from pool.map(
            lambda seed: (seed, _measure_one(assignment, source, profile, seed, workers, threads)), seeds
        )


def _measure_one(
    assignment: Assignment, source: str, profile: str, seed: int, workers: Workers, threads: int
) -> dict[str, float]:
    submission = submission_from_source(f"seed {seed}", f"{assignment.module}.py", source, assignment)
    session, meters = open_session(workers, assignment, submission, threads), Meters()
    try:
        grading = Grading(assignment, submission, session, profile, seed)
        grading.profile = dataclasses.replace(grading.profile, thresholds=meters)
        for task in assignment.tasks:
            # The other checks have nothing to measure; leaving them out saves their time for each seed.
            measuring = [check for check in assignment.checks_of(task.name) if "threshold" in check.parameters]
            for result in grading.judge_checks(task, measuring):
                if result.outcome in (Outcome.CRASHED, Outcome.GRADER_ERROR):
                    raise AutograderError(
                        f"Seed {seed}: {result.name} ended in {result.outcome}: {result.received or result.help}."
                    )
    finally:
        session.close()
    return {name: values[-1] for name, values in meters.values_by_name.items()}


def tolerance_factor(count: int) -> float:
    """Return k of the one-sided normal tolerance bound mean - k * deviation for `count` results."""
    from scipy.stats import nct, norm  # noqa: PLC0415 - instructors only, and slow to import

    return float(nct.ppf(CONFIDENCE, count - 1, norm.ppf(COVERAGE) * math.sqrt(count)) / math.sqrt(count))


def threshold_from(results: Sequence[float], allowance: float = 0.0) -> float:
    """Return the threshold that follows from the reference's results.

    Args:
        results: one for each seed.
        allowance: by how much sound solutions may fall short of the reference, in the unit of the results.

    Raises:
        AutograderError: there are too few of them.
    """
    if len(results) < FEWEST_SEEDS:
        raise AutograderError(
            f"A threshold follows from at least {FEWEST_SEEDS} seeds. Received {len(results)}; use --seeds {FEWEST_SEEDS}."
        )
    bound = statistics.mean(results) - tolerance_factor(len(results)) * statistics.stdev(results) - allowance
    return round(math.floor(bound / STEP) * STEP, 3)


def calibrate(
    assignment: Assignment,
    source: str,
    profile: str,
    seeds: Sequence[int],
    workers: Workers,
    jobs: int,
    progress: Callable[[int, dict[str, float]], None],
) -> dict[str, float]:
    """Measure the reference, write `calibration.json` and the public `thresholds.json`, and return the thresholds."""
    if assignment.solution_folder is None:
        raise AutograderError("Calibration needs the instructors' folder `solutions/`.")
    if len(seeds) < FEWEST_SEEDS:
        threshold_from(seeds)
    results: dict[str, list[float]] = defaultdict(list)
    for seed, measured in measure(assignment, source, profile, seeds, workers, jobs):
        progress(seed, measured)
        for name, value in measured.items():
            results[name].append(value)
    settings = dict(assignment.profile(profile).settings)
    allowances = settings.get("allowance", {})
    recorded = {name: _describe(seeds, values, allowances.get(name, 0.0)) for name, values in results.items()}
    described = {
        "results": recorded,
        "settings": settings,
        "versions": installed_versions(),
        "machine": platform.machine(),
    }
    _update(assignment.solution_folder / "calibration.json", profile, described)
    thresholds = {name: entry["threshold"] for name, entry in recorded.items()}
    _update(assignment.folder / "thresholds.json", profile, thresholds)
    return thresholds


def _describe(seeds: Sequence[int], values: list[float], allowance: float) -> dict[str, Any]:
    return {
        "threshold": threshold_from(values, allowance),
        "allowance": allowance,
        "mean": round(statistics.mean(values), 4),
        "deviation": round(statistics.stdev(values), 4),
        "lowest": min(values),
        "factor": round(tolerance_factor(len(values)), 3),
        "seeds": list(seeds),
        "values": [round(value, 4) for value in values],
    }


def _update(path: Path, profile: str, content: Any) -> None:
    recorded = json.loads(path.read_text()) if path.exists() else {}
    recorded[profile] = content
    path.write_text(json.dumps(recorded, indent=2) + "\n", encoding="utf-8")
