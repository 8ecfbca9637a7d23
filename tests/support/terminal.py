"""A terminal for tests: runs a command on a pseudo-terminal, presses keys, and tells what the screen shows."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path

_CLEAR = "\x1b[H\x1b[2J"
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A command on a pseudo-terminal of its own. Use as a context manager: at its end the command is ended.

    Args:
        command: what to run.
        folder: where.
        environment: all its variables.
        size: rows and columns.
    """

    def __init__(
        self, command: Sequence[str], folder: Path, environment: dict[str, str], size: tuple[int, int] = (40, 110)
    ) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        # The child takes the terminal as its controlling one: without it there are neither keys nor Ctrl-C.
        wrapped = ["python3", "-c", _TAKE_TERMINAL, *command]
        self.process = subprocess.Popen(
            wrapped, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        self.settings_at_first = termios.tcgetattr(theirs)
        self._theirs = theirs
        self.written = ""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
        self.process.kill()
        self.process.wait()
        for end in (self._ours, self._theirs):
            with contextlib.suppress(OSError):
                os.close(end)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._ours, keys.encode())

    def screen(self) -> str:
        """Return the present screen as text, without colours."""
        return _CODES.sub("", self.coloured())

    def coloured(self) -> str:
        """Return the present screen with the codes of its colours."""
        self._read(0)
        return self.written.rpartition(_CLEAR)[2].replace("\r\n", "\n")

    def wait_for(self, *texts: str, seconds: float = 150, without: str = "\0") -> str:
        """Return the screen once it shows all of these, and not what it should be without."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            shown = self.screen()
            if all(text in shown for text in texts) and without not in shown:
                return shown
            self._read(0.05)
        raise AssertionError(f"Waited {seconds} s for {texts}. The screen shows:\n{self.screen()}")

    def resize(self, rows: int, columns: int) -> None:
        """Give the window another size, as a person would."""
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.process.pid, signal.SIGWINCH)

    def hang_up(self) -> None:
        """Go away, as a lost connection does."""
        os.close(self._ours)
        os.close(self._theirs)

    def settings(self) -> list[object]:
        """Return the terminal's present settings."""
        return termios.tcgetattr(self._theirs)

    def _read(self, seconds: float) -> None:
        while select.select([self._ours], [], [], seconds)[0]:
            try:
                self.written += os.read(self._ours, 1 << 16).decode("utf-8", "replace")
            except OSError:
                return
            seconds = 0


_TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
