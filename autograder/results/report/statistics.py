"""Figures of a class: pass rates, time, and which checks separate strong submissions from weak ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.judge import CheckResult, Outcome, Record


@dataclass(frozen=True)
class CheckFigures:
    """One check in a class.

    Attributes:
        passed: how many submissions passed it.
        reached: how many it was judged for: their task was attempted and waited for nothing.
        seconds: median time of the probe that it judges; nothing where no times were kept.
        separation: correlation of passing with the points of all other checks, -1 to 1; nothing where all or none passed, or all others earned
            the same. It is the point-biserial correlation, corrected for the check's own points.
    """

    check: CheckResult
    task: str
    passed: int
    reached: int
    submissions: int
    seconds: float | None
    separation: float | None


def check_figures(
    records: Sequence[Record], seconds: Mapping[str, Sequence[float]] | None = None
) -> list[CheckFigures]:
    """Return the figures of each check, in the order of the tasks.

    Args:
        records: those of one run; submissions without a check, from before it was written, do not count for it.
        seconds: by name of check, the times of its probe.
    """
    columns: dict[str, list[tuple[CheckResult, float]]] = {}
    titles: dict[str, str] = {}
    for record in records:
        for task in record.tasks:
            for check in task.checks:
                columns.setdefault(check.name, []).append((check, record.score - check.earned))
                titles[check.name] = task.title
    return [_figures(name, titles[name], column, (seconds or {}).get(name, ())) for name, column in columns.items()]


def _figures(
    name: str, title: str, column: Sequence[tuple[CheckResult, float]], seconds: Sequence[float]
) -> CheckFigures:
    passed = np.array([check.outcome is Outcome.PASSED for check, _ in column], float)
    others = np.array([rest for _, rest in column], float)
    return CheckFigures(
        check=column[0][0],
        task=title,
        passed=int(passed.sum()),
        reached=sum(check.outcome.ran for check, _ in column),
        submissions=len(column),
        seconds=float(np.median(seconds)) if len(seconds) else None,
        separation=correlation(passed, others),
    )


def correlation(left: np.ndarray, right: np.ndarray) -> float | None:
    """Return Pearson's correlation; nothing where one side is the same throughout."""
    if len(left) < 2 or np.ptp(left) == 0 or np.ptp(right) == 0:
        return None
    return float(np.corrcoef(left, right)[0, 1])


@dataclass(frozen=True)
class Bar:
    """So many submissions earned from `low` to less than `high` points; the last bar includes its end."""

    low: float
    high: float
    count: int


def distribution(records: Sequence[Record], bars: int = 10) -> list[Bar]:
    """Return how the points are distributed, over bars of equal width from none to all of them."""
    most = max((record.max_score for record in records), default=0.0) or 1.0
    counts, edges = np.histogram([record.score for record in records], bins=bars, range=(0, most))
    return [
        Bar(float(low), float(high), int(count)) for count, low, high in zip(counts, edges, edges[1:], strict=False)
    ]
