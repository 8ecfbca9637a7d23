"""A real Jupyter server on this machine, for tests that look at what nbgrader and JupyterLab show."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 300


@contextmanager
def jupyter_server(folder: Path, home: Path, command: str = "server", *more: str) -> Iterator[tuple[str, str]]:
    """Yield address and token of a server that serves a folder; it has ended when the block ends.

    Args:
        folder: what is served, and where its configuration is looked for.
        home: a home of its own, so that nobody's settings matter.
        command: `server` or `lab`.
        more: further options of that command.

    Raises:
        RuntimeError: it did not start.
    """
    home.mkdir(exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token, log = secrets.token_hex(8), home / "server.log"
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    options += [*more, f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "AUTOGRADER", "NBGRADER", "PYTEST"))
    }
    with log.open("w") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter", command, *options],
            cwd=folder,
            env=clean | {"HOME": str(home)},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(port, server, log)
        yield f"http://127.0.0.1:{port}", token
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"Jupyter did not start within {START_SECONDS} s. It said: {log.read_text()[-2000:]}")
