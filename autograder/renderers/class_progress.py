"""A class being graded: how many are done, the time left, and whose turn it is; plain lines where nobody watches."""

import threading
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from autograder.judge import Record
from autograder.renderers.explain import points
from autograder.renderers.table import printable


class ClassProgress:
    """Shows a running batch. Use as a context manager around it.

    Args:
        console: where lines go; a bar below them only if it is a terminal.
        total: number of submissions, those that were graded before included.
    """

    def __init__(self, console: Console, total: int) -> None:
        self._console, self._total = console, total
        self._done, self._began = 0, time.monotonic()
        self._running: list[str] = []
        self._graded: int = 0
        self._lock = threading.Lock()
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._row = self._bar.add_task("", total=total)

    def __enter__(self) -> "ClassProgress":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def started(self, name: str) -> None:
        """Say that a submission's turn has come; called from any thread."""
        with self._lock:
            self._running.append(name)
            self._show()

    def finished(self, record: Record) -> None:
        """Say that a record is written."""
        with self._lock:
            self._done += 1
            if record.submission in self._running:
                self._running.remove(record.submission)
                self._graded += 1
            self._show()
        line = f"[{self._done}/{self._total}] {printable(record.submission)}: {points(record.score)}/{points(record.max_score)}"
        # On a terminal the bar says the time.
        left = "" if self._console.is_terminal else self.time_left()
        self._console.print(f"{line}  {left}".rstrip(), markup=False, highlight=False)

    def time_left(self) -> str:
        """Return the time left in words, from what this command has graded so far; nothing before the first and after the last."""
        left = self._total - self._done
        if not self._graded or not left:
            return ""
        seconds = round((time.monotonic() - self._began) / self._graded * left)
        if seconds < 90:
            return f"about {seconds} s left"
        minutes = round(seconds / 60)
        return f"about {minutes} min left" if minutes < 90 else f"about {minutes / 60:.1f} h left"

    def _show(self) -> None:
        names = ", ".join(printable(name) for name in self._running[:4])
        more = f" and {len(self._running) - 4} more" if len(self._running) > 4 else ""
        self._bar.update(self._row, completed=self._done, description=f"{self.time_left()}  {names}{more}".strip())
