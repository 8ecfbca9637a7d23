"""Thresholds from measured distributions: the reference is graded over many seeds, and the threshold follows.

The method: each seed draws the network's start, the order of the data and, where the data is drawn, new held-back images,
so a result varies as a student's would. From the results' mean and standard deviation follows the one-sided
normal tolerance bound: with 95 % confidence at least 99.9 % of such runs lie above it. That, rounded down to
half a percent, is the threshold: a solution as good as the reference fails in at most one of 1,000 gradings. Where
other sound solutions may do less well than the reference, a profile's `allowance` says by how much, and is taken off.
"""

import dataclasses
import math
import statistics
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from autograder.assignment import Assignment, Thresholds
from autograder.errors import AutograderError
from autograder.judge import Grading, Outcome, grading_pool
from autograder.submission import submission_from_source
from autograder.worker import Workers, open_session

COVERAGE, CONFIDENCE, STEP = 0.999, 0.95, 0.005
FEWEST_SEEDS = 30


class Measured(NamedTuple):
    """What was to be compared with a threshold, the least where several checks compare, and those checks."""

    value: float
    checks: tuple[str, ...]


class Meter:
    """Stands where a threshold will be: accepts every value and hands it on."""

    def __init__(self, note: Callable[[float], None]) -> None:
        self._note = note

    def __le__(self, received: float) -> bool:
        self._note(received)
        return True


class Meters(Thresholds):
    """Thresholds that measure instead of judging."""

    def __init__(self) -> None:
        super().__init__()
        self.measured: dict[str, Measured] = {}
        self.check = ""

    def __getitem__(self, name: str) -> Any:
        return Meter(lambda received: self._note(name, received))

    def _note(self, name: str, received: float) -> None:
        before = self.measured.get(name, Measured(received, ()))
        self.measured[name] = Measured(min(before.value, received), (*before.checks, self.check))


def measure(
    assignment: Assignment,
    source: str,
    profile: str,
    seeds: Sequence[int],
    workers: Workers,
    jobs: int,
    may_crash: bool = False,
) -> Iterator[tuple[int, dict[str, Measured]]]:
    """Grade `source` once for each seed and yield (seed, what each threshold would have been compared with).

    Args:
        may_crash: whether a crash leaves its thresholds out instead of ending everything, as it is with a wrong solution.

    Raises:
        AutograderError: a check could not be judged, so there is nothing to measure.
    """
    threads = 1 if jobs > 1 and workers.graphics is None else 0
    fatal = {Outcome.GRADER_ERROR} if may_crash else {Outcome.GRADER_ERROR, Outcome.CRASHED}
    with grading_pool(jobs) as pool:
        yield from pool.map(
            lambda seed: (seed, _measure_one(assignment, source, profile, seed, workers, threads, fatal)), seeds
        )


def _measure_one(
    assignment: Assignment,
    source: str,
    profile: str,
    seed: int,
    workers: Workers,
    threads: int,
    fatal: Collection[Outcome],
) -> dict[str, Measured]:
    submission = submission_from_source(f"seed {seed}", f"{assignment.module}.py", source, assignment)
    session, meters = open_session(workers, assignment, submission, threads), Meters()
    try:
        grading = Grading(assignment, submission, session, profile, seed)
        grading.profile = dataclasses.replace(grading.profile, thresholds=meters)
        # The other checks have nothing to measure; leaving them out saves their time for each seed.
        for check in (check for check in assignment.checks if "threshold" in check.parameters):
            meters.check = check.name
            (result,) = grading.judge_checks(assignment.task(check.task), [check])
            if result.outcome in fatal:
                raise AutograderError(
                    f"Seed {seed}: {result.name} ended in {result.outcome}: {result.received or result.help}."
                )
    finally:
        session.close()
    return meters.measured


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
