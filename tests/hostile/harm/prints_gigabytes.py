"""Prints without end.

Earns 0. Told: Your code took longer than
"""

import os


def double(number):
    os.fork()
    os.fork()
    while True:
        os.write(1, b"y" * (1 << 20))


def double_all(numbers):
    return [2 * number for number in numbers]
