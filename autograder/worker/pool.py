"""Starting workers: forked from a warm server where the platform can, as plain processes elsewhere."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.assignment import Limits
from autograder.errors import WorkerError
from autograder.worker.line import Broken, Line
from autograder.worker.server import PID

_START_SECONDS = 120
_SMALL_REPLY = 1 << 16
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow"}


@dataclass(frozen=True)
class WorkerSettings:
    """What one worker is told before it sees student code."""

    probe_file: Path
    limits: Limits
    cpu_seconds: int
    threads: int = 0


class Workers:
    """A source of workers. Use as a context manager: at its end every process it started is ended.

    Args:
        warm: fork workers from a server that has imported TensorFlow; Linux only. macOS cannot fork safely
            after that import, so there each worker starts cold.
    """

    def __init__(self, warm: bool = sys.platform == "linux") -> None:
        self._warm = warm
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ready = False
        self._lock = threading.Lock()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def prepare(self) -> None:
        """Begin to import TensorFlow in the background, so that the first worker waits less."""
        if not self._warm or self._server is not None:
            return
        ours, theirs = socket.socketpair()
        self._server = _spawn("autograder.worker.server", theirs)
        theirs.close()
        self._control = ours

    def start(self, settings: WorkerSettings) -> "Worker":
        """Return a worker that is ready to load a submission.

        Raises:
            WorkerError: the worker, or the assignment's probe, is at fault.
        """
        scratch = Path(tempfile.mkdtemp(prefix="worker-"))
        connection, theirs = socket.socketpair()
        printed_read, printed_write = os.pipe()
        try:
            process = None if self._warm else _spawn("autograder.worker.child", theirs, printed_write)
            with self._lock:
                pid = self._fork(theirs, printed_write) if process is None else process.pid
        finally:
            theirs.close()
            os.close(printed_write)
        line = Line(connection, printed_read, pid, settings.limits.memory_mb, settings.limits.output_kb)
        worker = Worker(line, scratch, process)
        worker.introduce(settings)
        return worker

    def _fork(self, line: socket.socket, printed: int) -> int:
        self.prepare()
        if self._control is None:
            raise WorkerError("The warm server is closed. Start a new `Workers`.")
        self._control.settimeout(_START_SECONDS)
        try:
            if not self._ready:
                self._receive_pid()
                self._ready = True
            socket.send_fds(self._control, [b"f"], [line.fileno(), printed])
            return self._receive_pid()
        except OSError as error:
            raise WorkerError(
                f"The warm server gave no worker: {error}. Is TensorFlow installed here? Try: python -c 'import keras'"
            ) from None

    def _receive_pid(self) -> int:
        data = self._control.recv(PID.size) if self._control is not None else b""
        if len(data) < PID.size:
            raise OSError("it has ended")
        return int(PID.unpack(data)[0])

    def close(self) -> None:
        """End the warm server."""
        if self._control is not None:
            self._control.close()
        if self._server is not None:
            self._server.kill()
            self._server.wait()
        self._server, self._control, self._ready = None, None, False


class Worker:
    """One worker process, for one submission."""

    def __init__(self, line: Line, scratch: Path, process: subprocess.Popen[bytes] | None) -> None:
        self._line, self._scratch, self._process = line, scratch, process

    def introduce(self, settings: WorkerSettings) -> None:
        """Tell the worker its limits and let it load the probe, before any student code is there."""
        try:
            reply = self._line.exchange(
                {
                    "probe_file": str(settings.probe_file),
                    "scratch": str(self._scratch),
                    "cpu_seconds": settings.cpu_seconds,
                    "threads": settings.threads,
                },
                _START_SECONDS,
                _SMALL_REPLY,
            )
        except Broken as error:
            self.close()
            raise WorkerError(f"The worker did not start: {error.sentence}\n{self._line.printed.shortened()}") from None
        if "broken" in reply:
            self.close()
            raise WorkerError(reply["broken"])

    def ask(self, request: dict[str, Any], seconds: float, max_bytes: int) -> Any:
        """Send a request and return the raw reply; see `Line.exchange` for what it raises."""
        return self._line.exchange(request, seconds, max_bytes)

    @property
    def printed(self) -> str:
        return self._line.printed.shortened()

    def close(self) -> None:
        """End the process and remove what it wrote."""
        self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)


def _spawn(module: str, connection: socket.socket, *descriptors: int) -> subprocess.Popen[bytes]:
    passed = (connection.fileno(), *descriptors)
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, passed)],
        pass_fds=passed,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | QUIET,
        start_new_session=True,
    )
