"""The warm server: a process that has imported TensorFlow and Keras, and forks one worker for each request.

It is told over a Unix socket. Each request for a worker carries two file descriptors, the worker's line to the judge and
the pipe for what it prints; the answer carries a third, by which the judge knows the worker's process and can end it.
"""

import os
import signal
import socket
import sys
from typing import NoReturn

from autograder.worker.child import import_frameworks, take_over
from autograder.worker.isolation import fork_isolated, hide_from_children
from autograder.worker.messages import DONE, FORK, ISOLATED, REFUSED


def main() -> None:
    """Entry point: `python -m autograder.worker.server SOCKET [isolated]`."""
    control = socket.socket(fileno=int(sys.argv[1]))
    isolated = ISOLATED in sys.argv[2:]
    # Before the import, which takes seconds: until the judge holds this process it could not end it.
    _hand_over(control, os.getpid())
    import_frameworks()
    if isolated:
        hide_from_children()
    # Ended workers are not waited for by anyone: let the kernel clear them away.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control.send(DONE)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not message:
            return
        if message == FORK:
            line, printed = descriptors
            _fork(control, line, printed, isolated)
        else:
            control.send(DONE)


def _fork(control: socket.socket, line: int, printed: int, isolated: bool) -> None:
    child = os.fork()
    if child == 0 and isolated:
        _become_isolated(control, line, printed)
    if child == 0:
        os.setsid()
        _become_worker(control, line, printed, isolated)
    os.close(line)
    os.close(printed)
    if not isolated:
        _hand_over(control, child)


def _become_isolated(control: socket.socket, line: int, printed: int) -> NoReturn:
    """Fork the worker from here, with this process between it and the server, and end."""
    try:
        worker = fork_isolated()
    except OSError as error:
        control.send(REFUSED + str(error).encode())
        os._exit(1)
    if worker == 0:
        _become_worker(control, line, printed, isolated=True)
    _hand_over(control, worker)
    os._exit(0)


def _become_worker(control: socket.socket, line: int, printed: int, isolated: bool) -> NoReturn:
    control.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    take_over(line, printed, isolated)


def _hand_over(control: socket.socket, pid: int) -> None:
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [DONE], [handle])
    os.close(handle)


if __name__ == "__main__":
    main()
