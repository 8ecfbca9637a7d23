"""What the kit's speed is, measured beside what it is compared with: `make bench`, or `python -m tests.bench --quick`.

Everything happens on copies in a temporary folder. Figures are medians; none passes or fails. Quiet the machine first.
"""

import argparse
import compileall
import contextlib
import datetime
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import nbformat
from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.assignment import Assignment, find_assignment
from autograder.batch import regrade
from autograder.nbgrader_door.source import source_notebook
from autograder.notebooks import TEST_CELL
from autograder.record import installed_versions
from autograder.run_folder import read_run
from autograder.sessions import WorkerSession
from autograder.submission import submission_from_source
from autograder.variants import load_variants, reference_source
from autograder.worker import sandbox
from autograder.worker.pool import Workers
from tests.small_course import filled
from tests.small_kit import run_nbgrader

ROOT = Path(__file__).resolve().parent.parent
NAME, MODULE, TRAINING, CLASS_SIZE, JOBS = "04_resnet", "resnet", "train", 8, 2
console = Console()

COLLECT = f"""import sys, pytest
pytest.main(["--collect-only", "-qq", "{NAME}"])
print("imported" if {{"tensorflow", "keras"}} & set(sys.modules) else "not imported")"""

# Stock nbgrader's side: what `autograder grade` does in a worker and a judge, done by the kernel itself, in the test cells.
IN_KERNEL = """
import os, secrets, sys
from pathlib import Path
from autograder import assignment, grading, sessions, submission

os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # nbgrader gives no points where TensorFlow writes a line there
_assignment = assignment.find_assignment({name!r}, Path({kit!r}), with_solutions=True)
_work = submission.Submission("kernel", "notebook", "", frozenset())
_session = sessions.InProcessSession(_assignment, _work, sys.modules["__main__"], capture=True)
_grading = grading.Grading(_assignment, _work, _session, "cpu", secrets.randbits(128))
"""
IN_TEST_CELL = 'float(_grading.task_result("{task}").score)'

NOTES = f"""The class hands in {CLASS_SIZE} different right solutions of structure tasks. Both sides run every probe and check, visible and \
hidden, once, with nothing kept from before: `autograder grade` on {JOBS} workers and a judge, which also writes report and \
facts; stock `nbgrader autograde` one after another, each in a kernel that may use all cores, with its gradebook. \
The judge's own time is that of a regrade of kept facts, in one process that is running already."""


class Copies:
    """The temporary copies that everything is measured on."""

    def __init__(self, root: Path) -> None:
        # The engine with the structure tasks; a checkout, solved; a course of an nbgrader without the kit; the class.
        self.kit, self.desk, self.stock, self.handed_in = (root / name for name in ("kit", "desk", "stock", "class"))

    @property
    def assignment(self) -> Assignment:
        return find_assignment(NAME, self.kit, with_solutions=True)

    def environment(self) -> dict[str, str]:
        """Return variables with which the copied engine is the one that runs."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        return os.environ | {"PYTHONPATH": str(self.kit), "PATH": path, "TF_CPP_MIN_LOG_LEVEL": "3"}

    def python(self, *arguments: object) -> str:
        """Run a Python command on the desk and return what it prints; it must succeed."""
        command = [sys.executable, *map(str, arguments)]
        return _output(subprocess.run(command, cwd=self.desk, env=self.environment(), capture_output=True, text=True))

    def nbgrader(self, *arguments: str) -> None:
        """Run a command of the stock nbgrader; it must succeed."""
        _output(run_nbgrader(self.stock, *arguments, folder=self.stock, **self.environment()))

    def marked(self, seconds: float, scores: list[float]) -> float:
        """Return the seconds if the class has full marks; they mean nothing otherwise, for it is right throughout."""
        if scores != [self.assignment.max_score] * CLASS_SIZE:
            raise SystemExit(f"The class should have full marks. Received {scores}.")
        return seconds


def _output(done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode:
        raise SystemExit(f"{done.args}: {(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def seconds_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def make_copies(root: Path) -> Copies:
    """Copy what is measured, byte-compiled as an installed package is, and hand in a class."""
    copies = Copies(root)
    unwanted = shutil.ignore_patterns("__pycache__", ".*")
    for part in ("autograder", "source_data", f"assignments/{NAME}", f"solutions/{NAME}"):
        shutil.copytree(ROOT / part, copies.kit / part, ignore=unwanted)
    shutil.copytree(copies.kit / "assignments" / NAME, copies.desk / NAME)
    shutil.copy(ROOT / "pyproject.toml", copies.desk)
    (copies.desk / NAME / f"{MODULE}.py").write_text(reference_source(copies.assignment), encoding="utf-8")
    cut_training(copies.kit)
    compileall.compile_dir(root, quiet=2)
    write_stock_course(copies)
    return copies


def cut_training(kit: Path) -> None:
    """Take the training task out of the copied assignment: its entry, its checks, and its cell."""
    public, reference = kit / "assignments" / NAME, kit / "solutions" / NAME / f"{MODULE}.py"
    next(public.glob(f"test_*{TRAINING}*.py")).unlink()
    entry = public / "assignment.toml", "[[tasks]]", f'\nname = "{TRAINING}"\n'
    for path, separator, start in (entry, (reference, "# %% ", f"{TRAINING}\n")):
        parts = path.read_text(encoding="utf-8").split(separator)
        path.write_text(separator.join(part for part in parts if not part.startswith(start)), encoding="utf-8")


def write_stock_course(copies: Copies) -> None:
    """Release the assignment with a stock nbgrader, and hand in the same notebooks there and for `autograder grade`."""
    assignment, setup = copies.assignment, IN_KERNEL.format(name=NAME, kit=str(copies.kit))
    notebook = source_notebook(assignment)
    for cell in notebook.cells:
        if cell.id.startswith(TEST_CELL):
            cell.source = setup + IN_TEST_CELL.format(task=cell.id.removeprefix(TEST_CELL))
            setup = ""
    (path := copies.stock / "source" / NAME / f"{MODULE}.ipynb").parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    (copies.stock / "nbgrader_config.py").write_text('get_config().CourseDirectory.course_id = "stock"\n')
    copies.nbgrader("generate_assignment", NAME)
    released = nbformat.read(copies.stock / "release" / NAME / f"{MODULE}.ipynb", as_version=4)
    variants = [known.source for known in load_variants(assignment, "right") if TRAINING not in known.name]
    usable = [source for source in variants if "__main__" not in source]  # a kernel runs what stands below that
    for number, source in enumerate(usable[:CLASS_SIZE]):
        submitted = copies.stock / "submitted" / f"student_{number}" / NAME
        submitted.mkdir(parents=True)
        nbformat.write(filled(released, source), submitted / f"{MODULE}.ipynb")
        shutil.copytree(submitted, copies.handed_in / f"student_{number}")


def grade_with_kit(copies: Copies, out: Path) -> float:
    """Return the seconds of `autograder grade` on the class; `out` keeps the run."""
    command = ("-m", "autograder.cli", "grade", *sorted(copies.handed_in.iterdir()), "--assignment", NAME)
    seconds = seconds_of(
        lambda: copies.python(*command, "--out", out, "--jobs", JOBS, "--root", copies.kit, "--unsafe-no-sandbox")
    )
    return copies.marked(seconds, [record.score for record in read_run(out).records()])


def grade_with_kernels(copies: Copies) -> float:
    """Return the seconds of the stock `nbgrader autograde` on the class."""
    seconds = seconds_of(lambda: copies.nbgrader("autograde", NAME, "--force"))
    with contextlib.closing(sqlite3.connect(copies.stock / "gradebook.db")) as gradebook:
        rows = gradebook.execute("SELECT SUM(auto_score) FROM grade GROUP BY notebook_id").fetchall()
    return copies.marked(seconds, [row[0] for row in rows])


def start_and_probe(workers: Workers, assignment: Assignment) -> float:
    """Return the seconds until a new worker has loaded a submission and answered a probe that does nothing."""
    submission = submission_from_source("bench", f"{MODULE}.py", reference_source(assignment), assignment)
    with contextlib.closing(WorkerSession(workers, assignment, submission)) as session:
        began = time.perf_counter()
        if session.probe("network_mismatch", {"cases": []}, 1, 60) != []:
            raise SystemExit("The worker did not answer.")
        return time.perf_counter() - began


def measure(copies: Copies, repeats: int) -> dict[str, float]:
    """Return the median of each figure in seconds; what is compared is measured in turn."""
    out, assignment = copies.kit.parent / "out", copies.assignment
    pytest = ("-m", "pytest", NAME, "-p", "no:cacheprovider", "-q")
    taken: dict[str, list[float]] = {}
    isolated = not sandbox.why_not()
    with Workers() as warm, Workers(warm=False) as cold, Workers(isolated=isolated) as boxed:
        figures: dict[str, Callable[[Path], float]] = {
            "import": lambda _: seconds_of(lambda: copies.python("-c", "import keras, tensorflow")),
            "pytest": lambda _: seconds_of(lambda: copies.python(*pytest, "-m", "not training")),
            "collect": lambda _: seconds_of(lambda: copies.python(*pytest, "--collect-only")),
            "kit": lambda run: grade_with_kit(copies, run),
            "kernel": lambda _: grade_with_kernels(copies),
            "warm": lambda _: statistics.median(start_and_probe(warm, assignment) for _ in range(5)),
            "boxed": lambda _: statistics.median(start_and_probe(boxed, assignment) for _ in range(5)),
            "cold": lambda _: start_and_probe(cold, assignment),
            # Loaded anew, its drawing functions are not the ones whose inputs are cached.
            "judge": lambda run: seconds_of(partial(regrade, read_run(run), copies.assignment)),
        }
        for workers in (warm, boxed):
            start_and_probe(workers, assignment)
        turns = [(name, out / str(repeat)) for repeat in range(repeats) for name in figures]
        for name, run in track(turns, "Measuring", console=console, transient=True):
            taken.setdefault(name, []).append(figures[name](run))
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def table(median: dict[str, float], tensorflow: str) -> Table:
    """Return what was measured as a table."""
    kit, kernel, judge = (median[name] / CLASS_SIZE for name in ("kit", "kernel", "judge"))
    shown = Table("what", "this kit", "beside", "difference", "target", title="Speed")
    for row in (
        ("pytest on structure tasks, a right solution", f"{median['pytest']:.2f} s", f"import keras, tensorflow: {median['import']:.2f} s", f"{median['pytest'] - median['import']:+.2f} s", "at most +3 s"),
        ("pytest --collect-only", f"{median['collect']:.2f} s", f"TensorFlow: {tensorflow}", "", "under 1 s, not imported"),
        (f"grade {CLASS_SIZE} submissions, structure tasks", f"{median['kit']:.1f} s, {kit:.2f} s each", f"nbgrader with its kernel: {median['kernel']:.1f} s, {kernel:.2f} s each", f"{kernel / kit:.1f} times", "at least 5 times"),
        ("start a worker and probe, warm", f"{median['warm'] * 1000:.0f} ms", f"cold: {median['cold'] * 1000:.0f} ms", f"{median['cold'] / median['warm']:.0f} times", ""),
        ("start a worker and probe, in the sandbox", f"{median['boxed'] * 1000:.0f} ms", f"without: {median['warm'] * 1000:.0f} ms", f"{(median['boxed'] - median['warm']) * 1000:+.0f} ms", "at most +50 ms"),
        ("the judge's own time, one submission", f"{judge * 1000:.0f} ms", f"all of its grading, {JOBS} at once: {kit * 1000:.0f} ms", "", ""),
    ):  # fmt: skip
        shown.add_row(*row)
    return shown


def print_machine(repeats: int) -> None:
    """Print what the figures depend on, and warn where others use the machine."""
    versions = ", ".join(f"{name} {version}" for name, version in installed_versions().items())
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    about = f"{datetime.date.today()}, {cores} cores, load {load:.2f} at the start, measured {repeats} times"
    console.print(about, versions, sep="; ", highlight=False)
    if load > 0.3 * cores:
        console.print("The machine is busy: only ratios mean something, and they little.", style="yellow")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure once instead of taking medians of three")
    repeats = 1 if parser.parse_args().quick else 3
    # No facts that were kept before, no options of somebody's own.
    for name in [name for name in os.environ if name.startswith(("AUTOGRADER", "PYTEST"))]:
        del os.environ[name]
    print_machine(repeats)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # cleans up
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        copies = make_copies(Path(folder))
        tensorflow = copies.python("-c", COLLECT).splitlines()[-1]
        console.print(table(measure(copies, repeats), tensorflow), NOTES.strip())


if __name__ == "__main__":
    main()
