"""What a worker's start costs: in the sandbox and without it, warm and cold."""

import contextlib
import time
from pathlib import Path

from autograder.assignment import Assignment, find_assignment
from autograder.submission import Submission, submission_from_source
from autograder.worker import Workers, WorkerSession, sandbox
from tests.bench.figures import Row, Sample, left_out
from tests.support import ROOT

NAME, PROBE, NOTHING_GIVEN = "04_resnet", "network_mismatch", {"cases": []}
STARTS, QUICK_STARTS, COLD_STARTS = 30, 5, 3
SANDBOX, SANDBOX_TARGET = "the sandbox's extra time, one submission", "50 ms or less"
WARM = "a worker's start and end, from the warm server"


def rows(quick: bool, scratch: Path) -> list[Row]:
    """Return two rows: sandbox beside none, warm start beside a cold one."""
    assignment = find_assignment(NAME, ROOT, with_solutions=True)
    submission = submission_from_source("bench", f"{assignment.module}.py", assignment.reference_source(), assignment)
    number = QUICK_STARTS if quick else STARTS
    isolated = not sandbox.why_not()
    with Workers() as plain, Workers(isolated=isolated) as boxed:
        pools = {"boxed": boxed, "plain": plain}
        for workers in pools.values():
            _one_start(workers, assignment, submission)
        taken: dict[str, list[float]] = {name: [] for name in pools}
        for turn in range(number):
            # The first of a pair finds other caches than the second.
            for name in sorted(pools, reverse=bool(turn % 2)):
                taken[name].append(_one_start(pools[name], assignment, submission))
    warm, box = Sample(taken["plain"]), Sample(taken["boxed"])
    extra = box.median - warm.median
    if isolated:
        row = Row(
            SANDBOX,
            f"{1000 * extra:+.0f} ms",
            SANDBOX_TARGET,
            extra <= 0.05,
            f"with {box}, without {warm}",
            f"{number} starts each, in turn: start, load, an empty probe, end",
            box.figures("with") | warm.figures("without"),
        )
    else:
        row = Row(SANDBOX, f"not measured: {sandbox.why_not()}", SANDBOX_TARGET)
    return [row, left_out(WARM, "") if quick else _cold_row(warm, assignment, submission)]


def _cold_row(warm: Sample, assignment: Assignment, submission: Submission) -> Row:
    with Workers(warm=False) as workers:
        cold = Sample([_one_start(workers, assignment, submission) for _ in range(COLD_STARTS)])
    times = cold.median / warm.median
    figures = warm.figures("warm") | cold.figures("cold")
    return Row(WARM, str(warm), "", None, f"cold: {cold}, {times:.0f} times", f"{COLD_STARTS} cold starts", figures)


def _one_start(workers: Workers, assignment: Assignment, submission: Submission) -> float:
    """Return the seconds until a new worker has loaded a submission, answered a probe that does nothing, and is gone."""
    began = time.perf_counter()
    with contextlib.closing(WorkerSession(workers, assignment, submission)) as session:
        if session.probe(PROBE, NOTHING_GIVEN, 1, 60) != []:
            raise SystemExit("The worker did not answer.")
    return time.perf_counter() - began
