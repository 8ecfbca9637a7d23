"""Saves of a student's file: told when the file is whole, however the editor writes it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import watchfiles

_DEBOUNCE_MS, _STEP_MS, _LOOK_AGAIN_MS = 40, 10, 500
_SETTLE_SECONDS, _AT_MOST_SECONDS = 0.02, 0.4

Stamp = tuple[tuple[int, int, int] | None, ...]


class Saves(threading.Thread):
    """Watches some files and tells when they have changed.

    An editor may truncate and write, write in several pieces, or put another file in the place of the old one, which for a
    moment is missing. So a change is told when the files have stood still. Where the system reports nothing (network
    drives, a folder that was removed and made again) files are looked at twice a second.

    Args:
        paths: files of one folder; they may be missing.
        tell: called from this thread.
    """

    def __init__(self, paths: tuple[Path, ...], tell: Callable[[], None]) -> None:
        super().__init__(name="saves", daemon=True)
        self._paths, self._tell, self._over = paths, tell, threading.Event()
        self._known = stamp(paths)

    def run(self) -> None:
        while not self._over.is_set():
            try:
                self._watch()
            except (FileNotFoundError, OSError):
                self._over.wait(_LOOK_AGAIN_MS / 1000)
                self._look()

    def _watch(self) -> None:
        names = {path.name for path in self._paths}
        for _ in watchfiles.watch(
            self._paths[0].parent,
            watch_filter=lambda change, changed: Path(changed).name in names,
            debounce=_DEBOUNCE_MS,
            step=_STEP_MS,
            rust_timeout=_LOOK_AGAIN_MS,
            yield_on_timeout=True,
            stop_event=self._over,
            recursive=False,
            raise_interrupt=False,
        ):
            self._look()
            if not self._paths[0].parent.is_dir():
                raise FileNotFoundError(self._paths[0].parent)

    def _look(self) -> None:
        if stamp(self._paths) != self._known:
            self._known = stand_still(self._paths)
            self._tell()

    def end(self) -> None:
        """Stop watching."""
        self._over.set()
        self.join()


def stamp(paths: tuple[Path, ...]) -> Stamp:
    """Return what changes when one of the files is saved."""
    found: list[tuple[int, int, int] | None] = []
    for path in paths:
        try:
            about = path.stat()
            found.append((about.st_mtime_ns, about.st_size, about.st_ino))
        except OSError:
            found.append(None)
    return tuple(found)


def stand_still(paths: tuple[Path, ...]) -> Stamp:
    """Wait until the files stay as they are, and one of them has something in it; return their stamps."""
    deadline, last = time.monotonic() + _AT_MOST_SECONDS, stamp(paths)
    while time.monotonic() < deadline:
        time.sleep(_SETTLE_SECONDS)
        now = stamp(paths)
        if now == last and any(found is not None and found[1] for found in now):
            break
        last = now
    return last
