"""The judge's end of the warm server: starts it, asks it for workers, and replaces one that is damaged."""

import contextlib
import logging
import os
import socket
import subprocess
import sys
import threading

from autograder.errors import WorkerError
from autograder.worker import sandbox
from autograder.worker.messages import ALIVE, DONE, FORK, ISOLATED
from autograder.worker.process import ForkedProcess

_START_SECONDS, _ANSWER_SECONDS = 300, 60
_LONGEST_ANSWER = 1000
log = logging.getLogger("autograder")


class _Damaged(Exception):
    """The server has ended, or answers something else than it should."""


class WarmServer:
    """A process that has imported TensorFlow, from which workers are forked. Linux only.

    Args:
        isolated: whether it and its workers run in the sandbox.
    """

    def __init__(self, isolated: bool) -> None:
        self._isolated = isolated
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        # What ends the server and, in the sandbox, everything in there; it is the first that the server sends.
        self._handle: ForkedProcess | None = None
        self._ready = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Return the server's process id; `None` until it is ready."""
        return self._handle.pid if self._handle is not None else None

    def prepare(self) -> None:
        """Begin to import TensorFlow in the background, so that the first worker waits less."""
        with self._lock:
            self._start()

    def fork(self, line: socket.socket, printed: int) -> ForkedProcess:
        """Return a new worker's process, forked from a server that has just proved to be sound.

        Args:
            line: the worker's end of its line to the judge.
            printed: where it prints.

        Raises:
            WorkerError: there is none to be had.
        """
        with self._lock:
            self._start()
            try:
                self._replace_if_damaged()
                worker = self._ask(FORK, line.fileno(), printed)
                if worker is None:
                    raise _Damaged("it sent no process")
                return worker
            except (OSError, _Damaged) as error:
                self._stop()
                raise WorkerError(
                    f"The warm server gave no worker: {error}. Is TensorFlow installed here? Try: python -c 'import keras'"
                ) from None

    def _replace_if_damaged(self) -> None:
        try:
            self._await_ready()
            self._ask(ALIVE)
        except (OSError, _Damaged) as error:
            if not self._ready:
                raise  # it never worked, and another one would not either
            log.warning("The warm server was damaged (%s) and is replaced; the worker before it is the suspect.", error)
            self._stop()
            self._start()
            self._await_ready()

    def _start(self) -> None:
        if self._process is not None:
            return
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        module, socket_number = "autograder.worker.server", str(theirs.fileno())
        if self._isolated:
            command = sandbox.in_sandbox("-m", module, socket_number, ISOLATED)
        else:
            command = [sys.executable, "-m", module, socket_number]
        self._process, self._control = spawn(command, theirs.fileno()), ours
        theirs.close()

    def _await_ready(self) -> None:
        self._meet()
        if not self._ready:
            self._receive(_START_SECONDS)
            self._ready = True

    def _meet(self) -> None:
        if self._handle is None:
            self._handle = self._receive(_START_SECONDS)

    def _ask(self, what: bytes, *descriptors: int) -> ForkedProcess | None:
        if self._control is None:
            raise _Damaged("it is closed")
        self._control.settimeout(_ANSWER_SECONDS)
        socket.send_fds(self._control, [what], descriptors)
        return self._receive(_ANSWER_SECONDS)

    def _receive(self, seconds: float) -> ForkedProcess | None:
        if self._control is None:
            raise _Damaged("it is closed")
        self._control.settimeout(seconds)
        message, handles, _, _ = socket.recv_fds(self._control, _LONGEST_ANSWER, 1)
        if message != DONE:
            raise _Damaged(message[1:].decode("utf-8", "replace") or "it has ended")
        return ForkedProcess(handles[0], self._isolated) if handles else None

    def close(self) -> None:
        """End the server and, in the sandbox, everything that it started."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        with contextlib.suppress(OSError, _Damaged):
            self._meet()
        if self._control is not None:
            self._control.close()
        if self._handle is not None:
            self._handle.end()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process, self._control, self._handle, self._ready = None, None, None, False


def spawn(command: list[str], *descriptors: int) -> subprocess.Popen[bytes]:
    """Start a process that shares nothing with this one but the given file descriptors."""
    return subprocess.Popen(
        command,
        pass_fds=descriptors,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | sandbox.QUIET,
        start_new_session=True,
    )
