"""Connects to a server on this machine, and asks it.

Earns 5.
"""

import socket

try:
    with socket.create_connection(("127.0.0.1", PORT), timeout=2) as line:
        print(line.recv(1000))
except OSError as error:
    print(error)


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
