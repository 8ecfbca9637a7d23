"""Connects to a Unix socket that has no place in the file system.

Earns 5.
"""

import socket

try:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        line.connect("\0<SOCKET>")
        print(line.recv(1000))
except OSError as error:
    print(error)


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
