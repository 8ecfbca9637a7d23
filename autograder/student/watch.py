"""`autograder watch`: on every save, the tasks that it touched are graded again; keys for the rest."""

import contextlib
import queue
import signal
import sys
import time
from collections.abc import Callable, Iterator

from rich.console import Console

from autograder.assignment import Assignment
from autograder.errors import SubmissionError
from autograder.judge import Outcome, TaskResult
from autograder.student import progress
from autograder.student.keys import pressed_keys
from autograder.student.saves import Saves
from autograder.student.screen import View, draw, first_unfinished, plain_lines, screen
from autograder.student.workspace import Workspace
from autograder.submission import Submission, read_submission
from autograder.worker import Workers

_CLOCK_SECONDS = 1.0


class Watch:
    """One student at one assignment: reacts to saves, keys and standings, one after another.

    Args:
        assignment: as students have it; the file to watch lies in its folder.
        console: what to draw on; plain lines where it is no terminal.
        workers: where student code runs.
    """

    def __init__(self, assignment: Assignment, console: Console, workers: Workers) -> None:
        self._assignment, self._console, self._workers = assignment, console, workers
        self._events: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self._workspace = Workspace(assignment, workers, lambda what: self._events.put((what, "")))
        self._view = View(assignment.tasks[0].name)
        self._saved, self._wants_training = 0.0, False
        self._chosen, self._has_keys = False, False
        self._said: dict[str, TaskResult] = {}
        self._graded: Submission | None = None
        self._wants_all, self._over = False, False

    def run(self) -> None:
        """Watch until the student quits."""
        paths = tuple(self._assignment.folder / f"{self._assignment.module}{ending}" for ending in (".py", ".ipynb"))
        self._workers.prepare()
        saves = Saves(paths, lambda: self._events.put(("saved", "")))
        with (
            _clean_end(lambda: self._events.put(("resized", ""))),
            self._workspace.at_work(),
            pressed_keys(lambda key: self._events.put(("key", key))) as self._has_keys,
        ):
            saves.start()
            self._events.put(("saved", ""))
            try:
                while not self._over:
                    self._next_event()
            finally:
                saves.end()

    def _next_event(self) -> None:
        try:
            what, key = self._events.get(timeout=_CLOCK_SECONDS if self._workspace.is_grading else None)
        except queue.Empty:
            what, key = "judged", ""
        if what == "saved":
            self._read()
        elif what == "finished" and not self._workspace.is_grading:
            self._finished()
        elif what == "key":
            self._view.note = ""
            self._pressed(key)
        if self._events.empty():
            self._show()

    def _read(self) -> None:
        self._saved, self._view.saved = time.monotonic(), time.strftime("%H:%M:%S")
        try:
            submission = read_submission(self._assignment.folder, self._assignment)
        except (SubmissionError, OSError) as error:
            self._view.trouble = str(error)
            self._say([self._view.trouble])
            return
        self._view.trouble, self._view.note = "", ""
        if self._workspace.takes(submission):
            self._workspace.give_up()
        self._go_on()

    def _go_on(self) -> None:
        """Grade what is not up to date, unless something is being graded: its end brings us here again."""
        if not self._workspace.is_grading:
            self._graded = self._workspace.submission
            training, self._wants_training = self._wants_training, False
            self._workspace.grade(self._saved, training)

    def _finished(self) -> None:
        results = self._workspace.results()
        self._say(
            plain_lines(self._workspace, tuple(name for name in results if results[name] is not self._said.get(name)))
        )
        self._say([self._workspace.trouble])
        self._said = results
        progress.remember(self._assignment, results, self._complain)
        if self._wants_all:
            self._wants_all = False
            self._workspace.forget(training=False)
        # What failed for a reason that is not in the code would fail again.
        if not (self._workspace.trouble and self._graded is self._workspace.submission):
            self._go_on()

    def _pressed(self, key: str) -> None:
        actions = {
            "h": self._hint,
            "l": self._list,
            "n": self._next,
            "t": self._train,
            "\n": self._again,
            "\r": self._again,
        }
        if key == "q":
            self._over = True
        elif key in actions:
            actions[key]()

    def _hint(self) -> None:
        hints = self._assignment.task(self._view.current).hints
        tier = progress.next_hint(self._assignment, self._view.current, self._complain)
        self._view.hints = list(hints[:tier])
        if not hints:
            self._view.note = "This task has no hints. Its docstring and the handout say what to build."

    def _list(self) -> None:
        self._view.shows_list = not self._view.shows_list

    def _next(self) -> None:
        self._choose(first_unfinished(self._assignment, self._workspace.results(), after=self._view.current))
        self._chosen = True

    def _choose(self, task: str) -> None:
        if task != self._view.current:
            self._view.current, self._view.hints = task, []

    def _train(self) -> None:
        if not self._workspace.trains:
            self._view.note = "No task of this assignment trains a network; a save is all it takes."
            return
        self._wants_training, self._saved = True, time.monotonic()
        if not self._workspace.is_grading:
            self._workspace.forget(training=True)
        self._go_on()

    def _again(self) -> None:
        self._saved = time.monotonic()
        if self._workspace.is_grading:
            self._wants_all = True
            self._workspace.give_up()
        else:
            self._workspace.forget(training=False)
            self._go_on()

    def _show(self) -> None:
        results = self._workspace.results()
        passed = self._view.current in results and results[self._view.current].outcome is Outcome.PASSED
        if not self._chosen or passed:
            self._chosen = False
            self._choose(first_unfinished(self._assignment, results))
        if self._has_keys:
            draw(self._console, screen(self._workspace, self._view, self._has_keys))

    def _say(self, lines: list[str]) -> None:
        if not self._has_keys:
            for line in filter(None, lines):
                self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _complain(self, sentence: str) -> None:
        self._view.note = sentence
        self._say([sentence])


@contextlib.contextmanager
def _clean_end(resized: Callable[[], None]) -> Iterator[None]:
    """End workers and give the terminal back however the student leaves: Ctrl-C, a closed window, a lost connection.

    Args:
        resized: called when the terminal's size has changed.
    """

    def leave(*_: object) -> None:
        sys.exit(0)

    handlers = {"SIGTERM": leave, "SIGHUP": leave, "SIGWINCH": lambda *_: resized()}
    before = {
        name: signal.signal(getattr(signal, name), handler)
        for name, handler in handlers.items()
        if hasattr(signal, name)
    }
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def watch(assignment: Assignment, console: Console) -> None:
    """Watch a student's folder until they quit."""
    with Workers() as workers:
        Watch(assignment, console, workers).run()
