"""How fast the kit is beside nbgrader with its kernel, beside a bare import of TensorFlow, and beside nothing."""

import contextlib
import sqlite3
import statistics
from functools import partial
from pathlib import Path

from autograder.doors.batch.classes import regrade
from autograder.results import read_run
from tests.bench.copies import CLASS_SIZE, NAME, Copies, make_copies, seconds_of
from tests.bench.figures import Row, Sample, left_out

JOBS, REPEATS = 2, 3
PYTEST = ("-m", "pytest", NAME, "-p", "no:cacheprovider", "-q")
COLLECT = f"""import sys, pytest
pytest.main(["--collect-only", "-qq", "{NAME}"])
print("imported" if {{"tensorflow", "keras"}} & set(sys.modules) else "not imported")"""

THROUGHPUT = f"structure-only throughput against nbgrader autograde with its kernel, {CLASS_SIZE} submissions, 2 cores"
JUDGE = "judge's own time per submission, student compute excluded"
STUDENT = "pytest on structure tasks, a right solution"
COLLECTING = "pytest --collect-only"

NOTES = f"""Structure-only: a class of {CLASS_SIZE} different right solutions. Both sides run every probe and check, visible and \
hidden, once, with nothing kept from before: `autograder grade` on {JOBS} workers and a judge, which also writes report and \
facts; stock `nbgrader autograde` one after another, each in a kernel that may use all cores, with its gradebook. \
The judge's own time is that of a regrade of kept facts, in one process that is running already."""


def rows(quick: bool, scratch: Path) -> list[Row]:
    """Return four rows; what is compared is measured in turn."""
    copies = make_copies(scratch)
    if quick:
        collect = [_collect(copies)]
        return [left_out(THROUGHPUT, "10 times or more"), left_out(JUDGE, "100 ms or less"), left_out(STUDENT, "at most +3 s"), _collecting_row(copies, collect)]  # fmt: skip
    figures = {
        "import": lambda _: seconds_of(lambda: copies.python("-c", "import keras, tensorflow")),
        "pytest": lambda _: seconds_of(lambda: copies.python(*PYTEST, "-m", "not training")),
        "collect": lambda _: _collect(copies),
        "kit": lambda run: _grade_with_kit(copies, run),
        "kernel": lambda _: _grade_with_kernels(copies),
        # Loaded anew, its drawing functions are not the ones whose inputs are cached.
        "judge": lambda run: seconds_of(partial(regrade, read_run(run), copies.assignment)),
    }
    taken: dict[str, list[float]] = {name: [] for name in figures}
    for repeat in range(REPEATS):
        for name, measure in figures.items():
            taken[name].append(measure(scratch / "out" / str(repeat)))
    return [_throughput_row(taken), _judge_row(taken), _student_row(taken), _collecting_row(copies, taken["collect"])]


def _collect(copies: Copies) -> float:
    return seconds_of(lambda: copies.python(*PYTEST, "--collect-only"))


def _grade_with_kit(copies: Copies, out: Path) -> float:
    """Return the seconds of `autograder grade` on the class; `out` keeps the run."""
    command = ("-m", "autograder.cli", "grade", *sorted(copies.handed_in.iterdir()), "--assignment", NAME)
    options = ("--out", out, "--jobs", JOBS, "--root", copies.kit, "--unsafe-no-sandbox")
    seconds = seconds_of(lambda: copies.python(*command, *options))
    return copies.marked(seconds, [record.score for record in read_run(out).records()])


def _grade_with_kernels(copies: Copies) -> float:
    """Return the seconds of the stock `nbgrader autograde` on the class."""
    seconds = seconds_of(lambda: copies.nbgrader("autograde", NAME, "--force"))
    with contextlib.closing(sqlite3.connect(copies.stock / "gradebook.db")) as gradebook:
        rows = gradebook.execute("SELECT SUM(auto_score) FROM grade GROUP BY notebook_id").fetchall()
    return copies.marked(seconds, [row[0] for row in rows])


def _throughput_row(taken: dict[str, list[float]]) -> Row:
    pairs = [kernel / kit for kernel, kit in zip(taken["kernel"], taken["kit"], strict=True)]
    times = statistics.median(pairs)
    kit, kernel = (statistics.median(taken[name]) for name in ("kit", "kernel"))
    return Row(
        THROUGHPUT,
        f"{times:.1f} times ({min(pairs):.1f} to {max(pairs):.1f})",
        "10 times or more",
        times >= 10,
        f"kit {kit:.1f} s, {kit / CLASS_SIZE:.2f} s each; nbgrader {kernel:.1f} s, {kernel / CLASS_SIZE:.2f} s each",
        f"{len(pairs)} pairs of runs, in turn",
        {"kit_seconds": taken["kit"], "nbgrader_seconds": taken["kernel"], "times": pairs},
    )


def _judge_row(taken: dict[str, list[float]]) -> Row:
    judge = Sample([seconds / CLASS_SIZE for seconds in taken["judge"]])
    beside = f"all of its grading, {JOBS} at once: {1000 * statistics.median(taken['kit']) / CLASS_SIZE:.0f} ms"
    sample = f"{len(judge.seconds)} regrades of {CLASS_SIZE}"
    return Row(JUDGE, str(judge), "100 ms or less", judge.median <= 0.1, beside, sample, judge.figures("judge"))


def _student_row(taken: dict[str, list[float]]) -> Row:
    extra = statistics.median(taken["pytest"]) - statistics.median(taken["import"])
    figures = {"pytest_seconds": taken["pytest"], "import_seconds": taken["import"]}
    beside = f"pytest {statistics.median(taken['pytest']):.2f} s, import keras, tensorflow {statistics.median(taken['import']):.2f} s"
    return Row(STUDENT, f"{extra:+.2f} s", "at most +3 s", extra <= 3, beside, f"{REPEATS} runs each, in turn", figures)


def _collecting_row(copies: Copies, taken: list[float]) -> Row:
    tensorflow = copies.python("-c", COLLECT).splitlines()[-1]
    seconds = statistics.median(taken)
    reached = seconds < 1 and tensorflow == "not imported"
    sample, figures = f"{len(taken)} runs", {"collect_seconds": taken, "tensorflow": tensorflow}
    return Row(COLLECTING, f"{seconds:.2f} s", "under 1 s, TensorFlow not imported", reached, f"TensorFlow {tensorflow}", sample, figures)  # fmt: skip
