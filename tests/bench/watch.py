"""How long a student waits after a save, for each structure task: `python -m tests.bench.watch [ASSIGNMENT...]` measures others.

For each structure task, a right answer is saved with a change in that task, and a known wrong one. Measured is the time from the
moment before the file is put in its place until the watch has the task's verdict, or its first failing check.
"""

import argparse
import ast
import contextlib
import os
import queue
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from autograder.assignment import Assignment, find_assignment, load_assignment
from autograder.judge import Outcome
from autograder.proof import load_variants
from autograder.student.saves import Saves
from autograder.student.workspace import Workspace
from autograder.submission import definitions_by_task, read_submission
from autograder.worker import Workers
from tests.bench.figures import Row, left_out
from tests.support import ROOT

NAME, TARGET = "04_resnet", 1.0
_SECONDS, _BETWEEN_SAVES = 300, 3.0


class Wait(NamedTuple):
    """One task's medians: until all its checks have passed, and until the first has failed."""

    assignment: str
    task: str
    passed: float
    failed: float

    def texts(self) -> tuple[str, ...]:
        return self.assignment, self.task, f"{self.passed:.2f} s", f"{self.failed:.2f} s"


class Bench:
    """A student's copy of one assignment with a workspace at work on it."""

    def __init__(self, assignment: Assignment, folder: Path, workers: Workers) -> None:
        ignored = shutil.ignore_patterns("__pycache__", "*.ipynb")
        self._folder = Path(shutil.copytree(assignment.folder, folder / assignment.name, ignore=ignored))
        self._events: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.workspace = Workspace(load_assignment(self._folder), workers, self._events.put)
        self._file = self._folder / f"{assignment.module}.py"

    @contextlib.contextmanager
    def at_work(self) -> Iterator["Bench"]:
        with self.workspace.at_work():
            saves = Saves((self._file,), lambda: self._events.put("saved"))
            saves.start()
            yield self
            saves.end()

    def seconds(self, source: str, is_there: Callable[[], bool]) -> float:
        """Save, and return the seconds until something is there; wait for the rest to be graded."""
        beside, seen = self._file.with_suffix(".new"), 0.0
        beside.write_text(source, encoding="utf-8")
        began = time.monotonic()
        os.replace(beside, self._file)
        while True:
            event = self._events.get(timeout=_SECONDS)
            if event == "saved":
                self.workspace.takes(read_submission(self._folder, self.workspace.assignment))
                self.workspace.grade(began)
            if not seen and is_there():
                seen = time.monotonic() - began
                # What depends on the task is graded after it, and not waited for.
                self.workspace.give_up()
            if event == "finished" and not self.workspace.is_grading:
                time.sleep(_BETWEEN_SAVES)  # a student thinks meanwhile
                return seen

    def until_passed(self, task: str, source: str) -> float:
        old = self.workspace.standings[task]
        return self.seconds(
            source, lambda: self.workspace.standings[task] is not old and bool(self.workspace.standings[task].result)
        )

    def until_failed(self, task: str, source: str) -> float:
        old = self.workspace.standings[task].result

        def failed() -> bool:
            standing = self.workspace.standings[task]
            found = standing.result.checks if standing.result and standing.result is not old else tuple(standing.checks)
            return any(check.outcome is not Outcome.PASSED for check in found)

        return self.seconds(source, failed)


def changed(source: str, assignment: Assignment, task: str, number: int) -> str:
    """Return an answer with one more statement, which does nothing, in a task's first function.

    What a known mistake imports once more is left out: nobody writes that, and it would touch every task.
    """
    name = definitions_by_task(assignment.stub_source or "")[task][0][0]
    tree = without_repeated_imports(source)
    definition = next(node for node in tree.body if getattr(node, "name", "") == name)
    function = next(node for node in ast.walk(definition) if isinstance(node, ast.FunctionDef))
    function.body.insert(0, ast.Expr(ast.Constant(number)))
    return ast.unparse(ast.fix_missing_locations(tree))


def without_repeated_imports(source: str) -> ast.Module:
    """Return a parsed answer in which nothing is imported twice by equal statements."""
    tree, seen = ast.parse(source), set[str]()
    for node in list(tree.body):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            if ast.unparse(node) in seen:
                tree.body.remove(node)
            seen.add(ast.unparse(node))
    return tree


def measure(name: str, repeats: int) -> list[Wait]:
    """Return one row for each structure task of an assignment."""
    full = find_assignment(name, ROOT, with_solutions=True)
    right, wrong = full.reference_source(), load_variants(full, "wrong")
    rows = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Workers() as workers,
        Bench(full, Path(folder), workers).at_work() as bench,
    ):
        bench.seconds(right, lambda: False)
        for task in (task.name for task in full.tasks if task.name not in bench.workspace.trains):
            mistakes = [variant.source for variant in wrong if _fails_first_in(full, variant.must_fail) == task]
            passed = [bench.until_passed(task, changed(right, full, task, number)) for number in range(1, repeats + 1)]
            failed = [
                bench.until_failed(task, changed(mistakes[number % len(mistakes)], full, task, number))
                for number in range(1, repeats + 1)
            ]
            rows.append(Wait(name, task, statistics.median(passed), statistics.median(failed)))
    return rows


def rows(quick: bool, scratch: Path) -> list[Row]:
    """Return one row: the median over the structure tasks, and the slowest."""
    what, target, repeats = f"save to verdict, structure tasks of {NAME}, median", f"{TARGET:.1f} s or less", 10
    if quick:
        return [left_out(what, target)]
    waits = measure(NAME, repeats)
    slowest = max(waits, key=lambda wait: wait.passed)
    median = statistics.median(wait.passed for wait in waits)
    return [
        Row(
            what,
            f"{median:.2f} s; slowest {slowest.task} {slowest.passed:.2f} s",
            target,
            median <= TARGET,
            f"first failing check {statistics.median(wait.failed for wait in waits):.2f} s",
            f"{len(waits)} tasks, {repeats} saves each",
            {f"{wait.task} passed, s": wait.passed for wait in waits}
            | {f"{wait.task} failed, s": wait.failed for wait in waits},
        )
    ]


def _fails_first_in(assignment: Assignment, checks: frozenset[str]) -> str:
    """Return the first task that has one of these checks as a visible one."""
    failing = [check.task for check in assignment.checks if check.name in checks and not check.hidden]
    return failing[0] if failing else ""


def table(rows: list[Wait]) -> Table:
    """Return the rows as a table."""
    shown = Table("assignment", "task", "all checks passed", "first failing check", title="Save to verdict, medians")
    for row in rows:
        shown.add_row(*row.texts())
    return shown


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.watch", description=__doc__)
    parser.add_argument("assignments", nargs="*", default=["04_resnet"])
    parser.add_argument("--repeats", type=int, default=10)
    arguments = parser.parse_args()
    console, cores = Console(), os.cpu_count()
    for name in arguments.assignments:
        load = os.getloadavg()[0]
        console.print(table(measure(name, arguments.repeats)))
        console.print(
            f"{cores} cores; load {load:.1f} before, {os.getloadavg()[0]:.1f} after; {arguments.repeats} saves each"
        )


if __name__ == "__main__":
    main()
