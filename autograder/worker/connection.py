"""The judge's end of a line to one worker: sends, receives and watches time, memory and output while it waits."""

import os
import secrets
import selectors
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.assignment import Limits
from autograder.errors import FactsError
from autograder.facts import LONGEST_PRINTED, decode, encode
from autograder.worker.messages import HEADER, TICKET_BYTES
from autograder.worker.process import Process, Usage, usage_of

_TICK_SECONDS = 0.1
_CHUNK = 1 << 20
_CHUNKS_AT_ONCE = 4
_BEFORE_ANSWER = TICKET_BYTES + HEADER.size
_UNASKED = "Your code wrote to the grader's own connection. It was stopped."


class NoAnswer(Exception):
    """The worker gave no answer. `kind` is `time`, `memory`, `processes`, `ended` or `facts`."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind, self.sentence = kind, sentence


@dataclass
class Printed:
    """What student code printed: the beginning is kept, the rest is counted; somebody may listen to all of it."""

    text: bytes = b""
    total: int = 0
    heard: Callable[[bytes], None] = lambda chunk: None

    def add(self, chunk: bytes) -> None:
        self.heard(chunk)
        self.total += len(chunk)
        self.text += chunk[: max(0, LONGEST_PRINTED - len(self.text))]

    def shortened(self) -> str:
        """Return the text, saying so where it was cut."""
        text = self.text.decode("utf-8", "replace")
        return (
            text if self.total <= LONGEST_PRINTED else f"{text}\n… (shortened; {self.total} bytes were printed in all)"
        )


class LimitGuard(threading.Thread):
    """Looks at a worker ten times a second, whether or not it is being asked, and ends it where it uses too much."""

    def __init__(self, process: Process, limits: Limits) -> None:
        super().__init__(name=f"limits of {process.pid}", daemon=True)
        self._process, self._limits = process, limits
        self._over = threading.Event()
        self.broken: NoAnswer | None = None
        self.start()

    def run(self) -> None:
        while not self._over.wait(_TICK_SECONDS):
            self.broken = self._complaint(usage_of(self._process.pid))
            if self.broken is not None:
                self._process.kill()
                return

    def _complaint(self, usage: Usage) -> NoAnswer | None:
        limits = self._limits
        for kind, used, allowed, what, unit in (
            ("memory", usage.resident >> 20, limits.memory_mb, " MB of memory", " MB"),
            ("processes", usage.processes, limits.processes, " processes at once", ""),
            ("processes", usage.threads, limits.threads, " threads at once", ""),
        ):
            if used > allowed:
                return NoAnswer(kind, f"Your code used {used}{what}; {allowed}{unit} are allowed. It was stopped.")
        return None

    def end(self) -> None:
        """Stop looking, and wait until it has."""
        self._over.set()
        self.join()


class Connection:
    """A worker process at the other end of a socket."""

    def __init__(self, connection: socket.socket, printed: int, process: Process, limits: Limits) -> None:
        self._connection, self._printed_pipe, self._process = connection, printed, process
        self.printed = Printed()
        connection.setblocking(False)
        os.set_blocking(printed, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(printed, selectors.EVENT_READ, self._drain)
        self._guard = LimitGuard(process, limits)

    def exchange(self, value: Any, seconds: float, max_bytes: int) -> Any:
        """Send plain data and return the answer's.

        Raises:
            NoAnswer: the worker took too long, used too much memory, ended, or answered with something else than facts.
        """
        payload, ticket = encode(value), secrets.token_bytes(TICKET_BYTES)
        outgoing, incoming = memoryview(ticket + HEADER.pack(len(payload)) + payload), bytearray()
        deadline, expected = time.monotonic() + seconds, _BEFORE_ANSWER
        self._selector.register(self._connection, selectors.EVENT_READ | selectors.EVENT_WRITE)
        try:
            while len(incoming) < expected:
                _check_time(deadline, seconds)
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
                _check_ticket(incoming, ticket)
                if expected == _BEFORE_ANSWER and len(incoming) >= _BEFORE_ANSWER:
                    expected += _length(incoming, max_bytes)
            if len(incoming) > expected:
                raise NoAnswer("facts", _UNASKED)
            self._drain()
            return decode(bytes(incoming[_BEFORE_ANSWER:]), max_bytes)
        except FactsError as error:
            raise NoAnswer("facts", f"The answer was not readable. {error}") from None
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

    def _ended(self) -> NoAnswer:
        self._drain()
        if self._guard.broken is not None:
            return self._guard.broken
        return NoAnswer(
            "ended", "Your code ended the Python process (os._exit, a crash in native code, or the limit on CPU time)."
        )

    def _drain(self) -> None:
        # Not until the pipe is empty: who prints faster than this reads would never be looked at again.
        for _ in range(_CHUNKS_AT_ONCE):
            try:
                chunk = os.read(self._printed_pipe, _CHUNK)
            except BlockingIOError:
                return
            if not chunk:
                return
            self.printed.add(chunk)

    def kill(self) -> None:
        """Kill the worker, from any thread; an exchange that waits for it ends as `NoAnswer`."""
        self._process.kill()

    def close(self) -> None:
        """End the worker and everything that it started."""
        self._guard.end()
        self._process.end()
        self._selector.close()
        self._connection.close()
        os.close(self._printed_pipe)


def _check_time(deadline: float, seconds: float) -> None:
    if time.monotonic() > deadline:
        allowed = max(1, round(seconds))
        sentence = f"Your code took longer than {allowed} s and was stopped. Look for a loop that does not end."
        raise NoAnswer("time", sentence)


def _check_ticket(incoming: bytearray, ticket: bytes) -> None:
    received = bytes(incoming[:TICKET_BYTES])
    if received != ticket[: len(received)]:
        raise NoAnswer("facts", _UNASKED)


def _length(incoming: bytearray, max_bytes: int) -> int:
    (length,) = HEADER.unpack(incoming[TICKET_BYTES:_BEFORE_ANSWER])
    if length > max_bytes:
        raise NoAnswer("facts", f"An answer may take {max_bytes} bytes. Received {length}.")
    return int(length)
