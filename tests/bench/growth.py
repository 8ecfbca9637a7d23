"""Growth: seconds per submission and the judge's memory, as the real command grades 10, 100 and 1,000 submissions."""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from autograder.worker import sandbox
from tests.bench.figures import Row, left_out
from tests.support import ROOT
from tests.support.small_assignment import RIGHT, write_small_assignment, write_submission

NAME, JOBS = "00_small_numbers", 2
FULL, QUICK = {10: 6, 100: 6, 1000: 2}, {10: 2, 100: 1}
TIME, MEMORY = "seconds per submission at {sizes} submissions", "the judge's resident memory at {size} submissions"
TIME_TARGET, MEMORY_TARGET = "flat within 10 %", "under 500 MB, flat"
_LOOK_SECONDS = 0.005
_MEMORY_EVERY = 40
# What growing by this much over nine tenths of a run is called flat: a record and its future take a few KB each.
_FLAT_MB = 20


@dataclass
class Measured:
    """One run of the command.

    Attributes:
        each: seconds per submission, between the first record and the last; starting is left out.
        resident: (records so far, resident MB of the judge's own process), over the run.
    """

    each: float = 0.0
    resident: list[tuple[int, float]] = field(default_factory=list)


def rows(quick: bool, scratch: Path) -> list[Row]:
    """Return two rows: time and memory. Runs of different sizes take turns, so that a drift of the machine meets all."""
    plan = QUICK if quick else FULL
    assignment = write_small_assignment(scratch)
    folders = [write_submission(scratch / "class" / f"s{number:04}", _source(number)) for number in range(max(plan))]
    taken: dict[int, list[Measured]] = {size: [] for size in plan}
    for turn in range(max(plan.values())):
        for size, runs in plan.items():
            # The long runs stand in the middle of the short ones.
            if turn < runs if runs == max(plan.values()) else turn in _middle(max(plan.values()), runs):
                out = scratch / f"out-{size}-{turn}"
                taken[size].append(_grade(assignment.parents[1], folders[:size], out))
    return [_time_row(taken), left_out(MEMORY.format(size="1,000"), MEMORY_TARGET) if quick else _memory_row(taken)]


def _source(number: int) -> str:
    """Return a right answer that no other student has, so that nothing can be kept from one for the next."""
    return f"# {number}\n{RIGHT}student = {number}\n"


def _middle(turns: int, wanted: int) -> range:
    return range((turns - wanted) // 2, (turns + wanted) // 2)


def _grade(root: Path, folders: list[Path], out: Path) -> Measured:
    """Run `autograder grade` and look at it from outside."""
    permission = ["--unsafe-no-sandbox"] if sandbox.why_not() else []
    options = ["--assignment", NAME, "--out", str(out), "--jobs", str(JOBS), "--seed", "1", "--root", str(root)]
    command = [sys.executable, "-m", "autograder.cli", "grade", *map(str, folders), *options, *permission]
    measured, results = Measured(), out / "results.jsonl"
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=os.environ) as process:
        first = _watch(process, results, measured)
    if process.returncode or len(results.read_bytes().splitlines()) != len(folders):
        raise SystemExit(
            f"{len(folders)} submissions should have a record each. The command ended with {process.returncode}."
        )
    measured.each = (results.stat().st_mtime_ns - first) / 1e9 / (len(folders) - 1)
    return measured


def _watch(process: subprocess.Popen[bytes], results: Path, measured: Measured) -> int:
    """Look at a run until it ends; return when its first record was written, in nanoseconds."""
    first, looked, judge = 0, 0, psutil.Process(process.pid)
    while process.poll() is None:
        time.sleep(_LOOK_SECONDS)
        if not first and results.exists() and (about := results.stat()).st_size:
            first = about.st_mtime_ns
        looked += 1
        if first and looked % _MEMORY_EVERY == 0:
            records, resident = results.read_bytes().count(b"\n"), judge.memory_info().rss
            # A process that has ended since it was asked for holds no memory, and still has a number until it is waited for.
            if records and resident:
                measured.resident.append((records, resident / 2**20))
    return first


def _time_row(taken: dict[int, list[Measured]]) -> Row:
    each = {size: [run.each for run in runs] for size, runs in taken.items()}
    medians = {size: statistics.median(seconds) for size, seconds in each.items()}
    apart = max(medians.values()) / min(medians.values()) - 1
    noise = max(max(seconds) / min(seconds) - 1 for seconds in each.values())
    shown = ", ".join(f"{1000 * median:.1f} ms" for median in medians.values())
    sizes = ", ".join(f"{size:,}" for size in medians)
    return Row(
        TIME.format(sizes=sizes),
        f"{shown}: {apart:.0%} apart",
        TIME_TARGET,
        apart <= 0.1,
        f"runs of one size: up to {noise:.0%} apart",
        ", ".join(f"{len(runs)} runs of {size:,}" for size, runs in taken.items()) + f", {JOBS} jobs; start left out",
        {"seconds_each": {str(size): seconds for size, seconds in each.items()}, "apart": apart, "noise": noise},
    )


def _memory_row(taken: dict[int, list[Measured]]) -> Row:
    size = max(taken)
    runs = [run.resident for run in taken[size]]
    most = max(resident for run in runs for _, resident in run)
    tenths = [_near(run, size // 10) for run in runs]
    grown = max(run[-1][1] - tenth for run, tenth in zip(runs, tenths, strict=True))
    return Row(
        MEMORY.format(size=f"{size:,}"),
        f"{most:.0f} MB at most",
        MEMORY_TARGET,
        most < 500 and grown <= _FLAT_MB,
        f"at {size // 10}: {statistics.median(tenths):.0f} MB; {grown:+.0f} MB from there to the end",
        f"{sum(map(len, runs))} looks in {len(runs)} runs",
        {"resident_mb": runs, "most_mb": most, "grown_mb": grown},
    )


def _near(run: list[tuple[int, float]], records: int) -> float:
    """Return what was resident when so many records were there."""
    return min(run, key=lambda look: abs(look[0] - records))[1]
