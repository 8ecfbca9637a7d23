"""Sends a packet to the world, and resolves a name.

Earns 5.
"""

import socket

for action in (
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
    lambda: socket.getaddrinfo("example.org", 80),
):
    try:
        print("reached", action())
    except OSError as error:
        print("unreachable", type(error).__name__)


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
