"""Single keys from a terminal, read in the background; none where nobody sits at one."""

import contextlib
import os
import select
import sys
import threading
from collections.abc import Callable, Iterator

_LONGEST_SEQUENCE, _TICK_SECONDS = 32, 0.2


@contextlib.contextmanager
def pressed_keys(tell: Callable[[str], None]) -> Iterator[bool]:
    """Tell each key that is pressed, and yield whether there are any; the terminal is as before at the end.

    Args:
        tell: called with one character, from a thread. Arrows and other keys of several characters are left out.
    """
    if not _is_interactive():
        yield False
        return
    import termios  # noqa: PLC0415 - Windows has none
    import tty  # noqa: PLC0415

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    over = threading.Event()
    reader = threading.Thread(target=_read, args=(terminal, tell, over), name="keys", daemon=True)
    tty.setcbreak(terminal)
    try:
        reader.start()
        yield True
    finally:
        over.set()
        reader.join()
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _is_interactive() -> bool:
    # In the background, reading would stop the process.
    if sys.platform == "win32" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return os.environ.get("TERM", "") not in ("", "dumb") and os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()


def _read(terminal: int, tell: Callable[[str], None], over: threading.Event) -> None:
    while not over.is_set():
        if not select.select([terminal], [], [], _TICK_SECONDS)[0]:
            continue
        try:
            typed = os.read(terminal, _LONGEST_SEQUENCE)
        except OSError:
            typed = b""
        if not typed:
            tell("q")  # the terminal is gone
            return
        if typed.startswith(b"\x1b"):
            continue
        for character in typed.decode("utf-8", "ignore"):
            tell("q" if character == "\x04" else character)
