"""Passes open files along with its answers, for the judge to hold.

Earns 0.
"""

import os
import socket

for descriptor in range(3, 30):
    try:
        with socket.socket(fileno=os.dup(descriptor)) as line:
            socket.send_fds(line, [b""], [0] * 200)
    except OSError:
        pass


def double(number):
    return number


def double_all(numbers):
    return numbers
