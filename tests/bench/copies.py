"""The temporary copies on which speed is measured: the engine with the structure tasks, and a course of an nbgrader without the kit."""

import compileall
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

from autograder.assignment import Assignment, find_assignment
from autograder.doors.nbgrader.source import source_notebook
from autograder.proof import load_variants
from autograder.submission import TEST_CELL
from tests.support import ROOT
from tests.support.small_course import filled
from tests.support.small_kit import run_nbgrader

NAME, MODULE, TRAINING, CLASS_SIZE = "04_resnet", "resnet", "train", 8

# Stock nbgrader's side: what `autograder grade` does in a worker and a judge, done by the kernel itself, in the test cells.
IN_KERNEL = """
import os, secrets, sys
from pathlib import Path
from autograder import assignment, judge, submission, worker

os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # nbgrader gives no points where TensorFlow writes a line there
_assignment = assignment.find_assignment({name!r}, Path({kit!r}), with_solutions=True)
_work = submission.Submission("kernel", "notebook", "", frozenset())
_session = worker.InProcessSession(_assignment, _work, sys.modules["__main__"], capture=True)
_grading = judge.Grading(_assignment, _work, _session, "cpu", secrets.randbits(128))
"""
IN_TEST_CELL = 'float(_grading.task_result("{task}").score)'


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
        return output_of(subprocess.run(command, cwd=self.desk, env=self.environment(), capture_output=True, text=True))

    def nbgrader(self, *arguments: str) -> None:
        """Run a command of the stock nbgrader; it must succeed."""
        output_of(run_nbgrader(self.stock, *arguments, folder=self.stock, **self.environment()))

    def marked(self, seconds: float, scores: list[float]) -> float:
        """Return the seconds if the class has full marks; they mean nothing otherwise, for it is right throughout."""
        if scores != [self.assignment.max_score] * CLASS_SIZE:
            raise SystemExit(f"The class should have full marks. Received {scores}.")
        return seconds


def output_of(done: subprocess.CompletedProcess[str]) -> str:
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
    (copies.desk / NAME / f"{MODULE}.py").write_text(copies.assignment.reference_source(), encoding="utf-8")
    cut_training(copies.kit)
    compileall.compile_dir(root, quiet=2)
    write_stock_course(copies)
    return copies


def cut_training(kit: Path) -> None:
    """Take the training task out of the copied assignment: its entry, its checks, and its cell."""
    public, reference = kit / "assignments" / NAME / "checks", kit / "solutions" / NAME / f"{MODULE}.py"
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
