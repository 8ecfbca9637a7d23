"""The student's door: `pytest assignments/04_resnet` runs the visible checks on the file in that folder.

The plugin is active in the folder `checks/` of an assignment, and nowhere else.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment import CHECKS, EMBEDDED, PROFILES, Assignment, is_assignment, load_assignment, trains_on_gpu
from autograder.authoring import Check
from autograder.errors import AssignmentError, AutograderError, SubmissionError
from autograder.facts import Session
from autograder.judge import VISIBLE_SEED, CheckResult, Grading, Outcome, Record, TaskResult, ungradable
from autograder.renderers import explain_check, summary_lines
from autograder.student import TrainingNews, remember
from autograder.submission import read_submission
from autograder.worker import Graphics, InProcessSession, Workers, open_session

_runs = pytest.StashKey["Runs"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("autograder", "graded exercises")
    group.addoption(
        "--in-process",
        action="store_true",
        help="run the student's code in this process, for breakpoint() and --pdb; no limits apply",
    )
    group.addoption(
        "--profile",
        default=EMBEDDED,
        choices=PROFILES,
        help=f"where accuracy is measured (default: {EMBEDDED})",
    )
    group.addoption("--seed", default=VISIBLE_SEED, type=int, help="what a training's start and data are drawn from")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "training: the task trains a network; leave it out with -m 'not training'")
    config.stash[_runs] = Runs(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _runs in config.stash:
        config.stash[_runs].close()


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if module_path.parent.name != CHECKS or not is_assignment(module_path.parents[1]):
        return None
    return AssignmentFile.from_parent(parent, path=module_path)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    if not session.config.option.collectonly and any(isinstance(item, CheckItem) for item in session.items):
        session.config.stash[_runs].prepare()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for assignment, tasks in config.stash[_runs].finished():
        terminalreporter.section(assignment.title)
        for text, colour in summary_lines(assignment, tasks):
            terminalreporter.write_line(text, **({colour: True} if colour else {}))
        remember(assignment, tasks, terminalreporter.write_line)


class AssignmentFile(pytest.File):
    """An assignment's visible test file."""

    def collect(self) -> Iterator[pytest.Item]:
        try:
            assignment = self.config.stash[_runs].assignment(self.path.parents[1])
        except AssignmentError as error:
            raise self.CollectError(str(error)) from None
        for check in assignment.checks:
            if check.path == self.path.resolve():
                item = CheckItem.from_parent(self, name=check.name, check=check, assignment=assignment)
                if assignment.task(check.task).training:
                    item.add_marker("training")
                yield item


class CheckItem(pytest.Item):
    """One check of one task."""

    def __init__(self, *, check: Check, assignment: Assignment, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.check, self.assignment = check, assignment

    def runtest(self) -> None:
        task = self.config.stash[_runs].task_result(self.assignment, self.check.task)
        result = next(result for result in task.checks if result.name == self.check.name)
        if not result.outcome.ran:
            # pytest has no outcome "not attempted"; a skip with its reason is the nearest that is no failure.
            pytest.skip(f"{result.outcome}: {task.reason}")
        if result.outcome is not Outcome.PASSED:
            raise CheckNotPassed(result, task)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, CheckNotPassed):
            # The heading above has the sentence already.
            return explain_check(excinfo.value.result).partition("\n")[2]
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.check.line - 1, f"{self.check.task}: {self.check.sentence}"


class CheckNotPassed(Exception):
    """Carries a check's result to pytest's report."""

    def __init__(self, result: CheckResult, task: TaskResult) -> None:
        super().__init__(result.sentence)
        self.result, self.task = result, task


class Runs:
    """The gradings of one pytest run, one for each assignment folder."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        graphics = Graphics() if trains_on_gpu(config.getoption("--profile")) else None
        self._workers = Workers(graphics=graphics)
        self._assignments: dict[Path, Assignment] = {}
        self._gradings: dict[Path, tuple[Grading, Session] | Record] = {}
        self._done: dict[Path, tuple[Assignment, dict[str, TaskResult]]] = {}
        self._news = TrainingNews()

    def assignment(self, folder: Path) -> Assignment:
        """Return the assignment in `folder`, loaded once for all its test files."""
        if folder not in self._assignments:
            self._assignments[folder] = load_assignment(folder)
        return self._assignments[folder]

    def prepare(self) -> None:
        if not self._config.getoption("--in-process"):
            self._workers.prepare()

    def task_result(self, assignment: Assignment, task: str) -> TaskResult:
        """Grade one task of the submission that lies in the assignment's own folder."""
        if assignment.folder not in self._gradings:
            self._gradings[assignment.folder] = self._begin(assignment)
        begun = self._gradings[assignment.folder]
        if isinstance(begun, Record):
            result = next(result for result in begun.tasks if result.task == task)
        else:
            self._news.begin(assignment.task(task).seconds)
            result = begun[0].task_result(task)
        self._done.setdefault(assignment.folder, (assignment, {}))[1][task] = result
        return result

    def _begin(self, assignment: Assignment) -> tuple[Grading, Session] | Record:
        profile, seed = self._config.getoption("--profile"), self._config.getoption("--seed")
        try:
            submission = read_submission(assignment.folder, assignment)
        except SubmissionError as error:
            return ungradable(assignment, assignment.name, Outcome.CRASHED, str(error), profile, seed)
        session: Session
        try:
            if self._config.getoption("--in-process"):
                session = InProcessSession(assignment, submission)
            else:
                session = open_session(self._workers, assignment, submission, heard=self._hear)
        except AutograderError as error:
            raise pytest.UsageError(str(error)) from None
        return Grading(assignment, submission, session, profile, seed), session

    def _hear(self, printed: bytes) -> None:
        """Tell of each epoch of a training, where somebody sits and waits."""
        before = self._news.epoch
        self._news.hear(printed)
        reporter = self._config.pluginmanager.get_plugin("terminalreporter")
        if self._news.epoch != before and reporter is not None and reporter.isatty:
            reporter.ensure_newline()
            for line in self._news.lines({}):
                reporter.write_line(line)

    def finished(self) -> list[tuple[Assignment, dict[str, TaskResult]]]:
        return list(self._done.values())

    def close(self) -> None:
        for begun in self._gradings.values():
            if not isinstance(begun, Record):
                begun[1].close()
        self._workers.close()
