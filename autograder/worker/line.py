"""The judge's end of a line to one worker: sends, receives and watches time, memory and output while it waits."""

import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from autograder.codec import decode, encode
from autograder.errors import FactsError
from autograder.worker.messages import HEADER

_TICK_SECONDS = 0.1
_CHUNK = 1 << 20


class Broken(Exception):
    """The worker gave no answer. `kind` is `time`, `memory`, `ended` or `facts`."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind, self.sentence = kind, sentence


@dataclass
class Printed:
    """What student code printed: the beginning is kept, the rest is counted."""

    limit: int
    text: bytes = b""
    total: int = 0

    def add(self, chunk: bytes) -> None:
        self.total += len(chunk)
        self.text += chunk[: max(0, self.limit - len(self.text))]

    def shortened(self, longest: int = 2000) -> str:
        """Return the text, saying so where it was cut."""
        text = self.text[:longest].decode("utf-8", "replace")
        return text if self.total <= longest else f"{text}\n… (shortened; {self.total} bytes were printed in all)"


class Line:
    """A worker process at the other end of a socket."""

    def __init__(self, connection: socket.socket, printed: int, pid: int, memory_mb: int, output_kb: int) -> None:
        self._connection, self._printed_pipe, self.pid = connection, printed, pid
        self._memory = memory_mb * 1024 * 1024
        self.printed = Printed(output_kb * 1024)
        self._next_look = 0.0
        connection.setblocking(False)
        os.set_blocking(printed, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(printed, selectors.EVENT_READ, self._drain)

    def exchange(self, value: Any, seconds: float, max_bytes: int) -> Any:
        """Send plain data and return the answer's.

        Raises:
            Broken: the worker took too long, used too much memory, ended, or answered with something else than facts.
        """
        payload = encode(value)
        outgoing, incoming = memoryview(HEADER.pack(len(payload)) + payload), bytearray()
        deadline, expected = time.monotonic() + seconds, HEADER.size
        self._selector.register(self._connection, selectors.EVENT_READ | selectors.EVENT_WRITE)
        try:
            while len(incoming) < expected:
                self._check(deadline, seconds)
                for key, events in self._selector.select(_TICK_SECONDS):
                    if isinstance(key.data, Callable):  # type: ignore[arg-type]
                        key.data()
                        continue
                    if events & selectors.EVENT_WRITE:
                        outgoing = outgoing[self._send(outgoing) :]
                        if not outgoing:
                            self._selector.modify(self._connection, selectors.EVENT_READ)
                    if events & selectors.EVENT_READ:
                        incoming += self._receive()
                if expected == HEADER.size and len(incoming) >= HEADER.size:
                    expected += _length(incoming, max_bytes)
            self._drain()
            return decode(bytes(incoming[HEADER.size :]), max_bytes)
        except FactsError as error:
            raise Broken("facts", f"The answer was not readable. {error}") from None
        finally:
            self._selector.unregister(self._connection)

    def _send(self, outgoing: memoryview) -> int:
        try:
            return self._connection.send(outgoing[:_CHUNK])
        except (BrokenPipeError, ConnectionResetError):
            raise self._ended() from None

    def _receive(self) -> bytes:
        try:
            chunk = self._connection.recv(_CHUNK)
        except ConnectionResetError:
            chunk = b""
        if not chunk:
            raise self._ended()
        return chunk

    def _ended(self) -> Broken:
        self._drain()
        return Broken(
            "ended", "Your code ended the Python process (os._exit, a crash in native code, or the limit on CPU time)."
        )

    def _check(self, deadline: float, seconds: float) -> None:
        if time.monotonic() > deadline:
            raise Broken(
                "time",
                f"Your code took longer than {max(1, round(seconds))} s and was stopped. Look for a loop that does not end.",
            )
        # Reading every process's table costs milliseconds; a large answer arrives in hundreds of pieces.
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + _TICK_SECONDS
        used = resident_bytes(self.pid)
        if used > self._memory:
            raise Broken(
                "memory",
                f"Your code used {used >> 20} MB of memory; {self._memory >> 20} MB are allowed. It was stopped.",
            )

    def _drain(self) -> None:
        while True:
            try:
                chunk = os.read(self._printed_pipe, _CHUNK)
            except BlockingIOError:
                return
            if not chunk:
                return
            self.printed.add(chunk)

    def close(self) -> None:
        """End the worker and everything in its session."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        self._selector.close()
        self._connection.close()
        os.close(self._printed_pipe)


def _length(incoming: bytearray, max_bytes: int) -> int:
    (length,) = HEADER.unpack(incoming[: HEADER.size])
    if length > max_bytes:
        raise Broken("facts", f"An answer may take {max_bytes} bytes. Received {length}.")
    return int(length)


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process and all that descend from it; 0 when it has ended."""
    if sys.platform == "linux":
        return _resident_on_linux(pid)
    try:
        process = psutil.Process(pid)
        return sum(member.memory_info().rss for member in [process, *process.children(recursive=True)])
    except psutil.Error:
        return 0


def _resident_on_linux(pid: int) -> int:
    # psutil reads every process of the machine to find one's children: 10 ms, twenty times a second.
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = [
            child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
        ]
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(_resident_on_linux(int(child)) for child in children)
