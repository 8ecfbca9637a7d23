"""A Dask cluster on this machine, of processes as on many machines."""

import contextlib
import os
import socket
import subprocess
import sys

import psutil

PATIENCE = 300


class Processes:
    """A scheduler and workers, each a process of its own, as on many machines."""

    def __init__(self, folder) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address, self._folder = f"tcp://127.0.0.1:{port}", folder
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_worker(self, resources: str) -> subprocess.Popen[bytes]:
        """Start a worker without a nanny, so that one that is killed stays away."""
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--resources", resources]
        worker = self._start("worker", self.address, *options)
        self.workers.append(worker)
        return worker

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if name != "AUTOGRADER_FACTS"}
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        with (self._folder / f"{arguments[0]}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=self._folder, env=environment, stdout=log, stderr=log)

    def close(self) -> None:
        for process in [*self.workers, self.scheduler]:
            with contextlib.suppress(psutil.NoSuchProcess):
                started = psutil.Process(process.pid).children(recursive=True)
                process.kill()
                process.wait()
                psutil.wait_procs(started, timeout=PATIENCE)
