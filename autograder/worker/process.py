"""A worker's process as the judge holds it: how much it uses, and how it is ended with all that it started."""

import contextlib
import logging
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

import psutil

_END_SECONDS = 20
_THREADS, _RESIDENT_PAGES = 17, 21  # in /proc/PID/stat, counted after the command's name
log = logging.getLogger("autograder")


class Usage(NamedTuple):
    """What a process and all that descend from it use: resident bytes, and how many processes and threads they are."""

    resident: int = 0
    processes: int = 0
    threads: int = 0

    def plus(self, other: "Usage") -> "Usage":
        return Usage(*(mine + its for mine, its in zip(self, other, strict=True)))


class Process(Protocol):
    """A process that can be ended, from any thread."""

    pid: int

    def kill(self) -> None:
        """Kill it and what it started; harmless once they are dead."""

    def end(self) -> None:
        """Kill likewise, wait until they are dead, and let go of it."""


class ForkedProcess:
    """A process that the warm server forked, held by a descriptor that means it even when its number is used again."""

    def __init__(self, handle: int, isolated: bool) -> None:
        self._handle, self._isolated = handle, isolated
        about = Path(f"/proc/self/fdinfo/{handle}").read_text()
        # The number that it has here, not the one it has in its own namespace.
        self.pid = int(next(line.split()[1] for line in about.splitlines() if line.startswith("Pid:")))

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # Process 1 of a namespace takes all others with it, and is dead only when they are.
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        if not self._isolated:
            _kill_group(self.pid)

    def end(self) -> None:
        self.kill()
        if not select.select([self._handle], [], [], _END_SECONDS)[0]:
            log.warning("A worker (process %d) was killed, but has not ended after %d s.", self.pid, _END_SECONDS)
        os.close(self._handle)


class SpawnedProcess:
    """A process that the judge started itself, the leader of its own session."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process, self.pid = process, process.pid

    def kill(self) -> None:
        _kill_group(self.pid)

    def end(self) -> None:
        self.kill()
        self._process.kill()
        self._process.wait()


def _kill_group(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def usage_of(pid: int) -> Usage:
    """Return what a process and all that descend from it use; zeros when it has ended."""
    if sys.platform == "linux":
        return _usage_on_linux(pid)
    try:
        process = psutil.Process(pid)
        members = [process, *process.children(recursive=True)]
        return Usage(
            sum(member.memory_info().rss for member in members),
            len(members),
            sum(member.num_threads() for member in members),
        )
    except psutil.Error:
        return Usage()


def _usage_on_linux(pid: int) -> Usage:
    # psutil reads every process of the machine to find one's children: 10 ms, ten times a second.
    usage, found = Usage(), [str(pid)]
    while found:
        place = Path("/proc", found.pop())
        try:
            fields = (place / "stat").read_bytes().rpartition(b")")[2].split()
            resident = int(fields[_RESIDENT_PAGES]) * os.sysconf("SC_PAGE_SIZE")
            for task in (place / "task").iterdir():
                found += (task / "children").read_text().split()
        except (OSError, IndexError):
            continue
        usage = usage.plus(Usage(resident, 1, int(fields[_THREADS])))
    return usage
