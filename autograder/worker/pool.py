"""Starting workers: forked from a warm server where the platform can, as plain processes elsewhere."""

import dataclasses
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from autograder.assignment import Limits
from autograder.errors import SandboxError, WorkerError
from autograder.worker import sandbox
from autograder.worker.connection import Connection, NoAnswer
from autograder.worker.graphics import Graphics, Place
from autograder.worker.process import Process, SpawnedProcess
from autograder.worker.warm import WarmServer, spawn

_START_SECONDS = 120
_SMALL_REPLY = 1 << 16


@dataclass(frozen=True)
class WorkerSettings:
    """What one worker is told before it sees student code: its limits, the probe, and all files that the probe needs."""

    probe_file: Path
    probing_files: tuple[Path, ...]
    limits: Limits
    cpu_seconds: int
    threads: int = 0


class WorkerSource(Protocol):
    """Whatever gives workers: `Workers`, or a store of those that were started before they are needed."""

    @property
    def isolated(self) -> bool:
        """Return whether they run in the sandbox."""

    @property
    def graphics(self) -> Graphics | None:
        """Return where networks are trained; `None`: on the processor."""

    def start(self, settings: WorkerSettings, place: Place | None = None) -> "Worker":
        """Return a worker that is ready to load a submission, and sees of all GPUs the given place only."""


class Workers:
    """A source of workers. Use as a context manager: at its end every process it started is ended.

    Args:
        warm: fork workers from a server that has imported TensorFlow; Linux only. macOS cannot fork safely
            after that import, so there each worker starts cold.
        isolated: run the server and its workers in the sandbox; only warm ones can.
        graphics: where networks are trained; `None`: on the processor, so that results are the same on every machine.

    Raises:
        SandboxError: a sandbox was asked for that this machine cannot have.
    """

    def __init__(
        self, warm: bool = sys.platform == "linux", isolated: bool = False, graphics: Graphics | None = None
    ) -> None:
        if isolated and (hindrance := sandbox.why_not()):
            raise SandboxError(hindrance)
        self.isolated, self.graphics = isolated, graphics
        self._server = WarmServer(isolated) if warm or isolated else None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def prepare(self) -> None:
        """Begin to import TensorFlow in the background, so that the first worker waits less."""
        if self._server is not None:
            self._server.prepare()

    def start(self, settings: WorkerSettings, place: Place | None = None) -> "Worker":
        """Return a worker that is ready to load a submission, and sees of all GPUs the given place only.

        Raises:
            WorkerError: the worker, or the assignment's probe, is at fault.
        """
        connection, theirs = socket.socketpair()
        printed_read, printed_write = os.pipe()
        try:
            process = self._start_process(theirs, printed_write)
        except BaseException:
            connection.close()
            os.close(printed_read)
            raise
        finally:
            theirs.close()
            os.close(printed_write)
        worker = Worker(Connection(connection, printed_read, process, settings.limits), self.isolated)
        worker.introduce(settings, place)
        return worker

    def _start_process(self, line: socket.socket, printed: int) -> Process:
        if self._server is not None:
            return self._server.fork(line, printed)
        command = [sys.executable, "-m", "autograder.worker.child", str(line.fileno()), str(printed)]
        return SpawnedProcess(spawn(command, line.fileno(), printed))

    @property
    def server_pid(self) -> int | None:
        """Return the process id of the warm server; `None` where there is none yet."""
        return self._server.pid if self._server is not None else None

    def close(self) -> None:
        """End the warm server."""
        if self._server is not None:
            self._server.close()


class Worker:
    """One worker process, for one submission."""

    def __init__(self, line: Connection, isolated: bool) -> None:
        self._connection, self._isolated = line, isolated
        # In the sandbox a worker makes its own, which nobody outside can reach and which ends with it.
        self._scratch = None if isolated else Path(tempfile.mkdtemp(prefix="worker-"))

    def introduce(self, settings: WorkerSettings, place: Place | None) -> None:
        """Tell the worker its limits and let it load the probe, before any student code is there."""
        try:
            reply = self._connection.exchange(self._introduction(settings, place), _START_SECONDS, _SMALL_REPLY)
        except NoAnswer as error:
            self.close()
            raise WorkerError(
                f"The worker did not start: {error.sentence}\n{self._connection.printed.shortened()}"
            ) from None
        if "broken" in reply:
            self.close()
            raise WorkerError(reply["broken"])

    def _introduction(self, settings: WorkerSettings, place: Place | None) -> dict[str, Any]:
        # The sandbox shows no assignment's folder, for it may lie beside others' work.
        texts = {path.name: path.read_text(encoding="utf-8") for path in settings.probing_files}
        return {
            "probe_file": str(settings.probe_file),
            "public_files": texts if self._isolated else {},
            "scratch": str(self._scratch),
            "scratch_mb": settings.limits.scratch_mb,
            "cpu_seconds": settings.cpu_seconds,
            "threads": settings.threads,
            "place": None if place is None else dataclasses.asdict(place),
            "threads_allowed": settings.limits.threads,
        }

    def ask(self, request: dict[str, Any], seconds: float, max_bytes: int) -> Any:
        """Send a request and return the raw reply; see `Connection.exchange` for what it raises."""
        return self._connection.exchange(request, seconds, max_bytes)

    def kill(self) -> None:
        """Kill the process, from any thread: whoever waits for its answer hears that it has ended. It is still to be closed."""
        self._connection.kill()

    def listen(self, heard: Callable[[bytes], None]) -> None:
        """Have what student code prints told as it comes, while it is asked."""
        self._connection.printed.heard = heard

    @property
    def printed(self) -> str:
        return self._connection.printed.shortened()

    def close(self) -> None:
        """End the process with all that it started, and remove what it wrote."""
        self._connection.close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
