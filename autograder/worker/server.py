"""The warm server: a process that has imported TensorFlow and Keras, and forks one worker for each request.

It is told over a Unix socket: each message carries two file descriptors, the worker's line to the judge and the pipe
for what it prints; the answer is the new worker's process id.
"""

import os
import signal
import socket
import struct
import sys

from autograder.worker.child import import_frameworks, take_over

PID = struct.Struct("<q")


def main() -> None:
    """Entry point: `python -m autograder.worker.server SOCKET`."""
    control = socket.socket(fileno=int(sys.argv[1]))
    import_frameworks()
    # Ended workers are not waited for by anyone: let the kernel clear them away.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control.sendall(PID.pack(os.getpid()))
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not message:
            return
        line, printed = descriptors
        child = os.fork()
        if child == 0:
            control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            take_over(line, printed)
        os.close(line)
        os.close(printed)
        control.sendall(PID.pack(child))


if __name__ == "__main__":
    main()
