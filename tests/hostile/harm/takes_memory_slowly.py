"""Takes memory bit by bit.

Earns 0. Told: MB of memory
"""

import time

KEPT = []


def double(number):
    while True:
        KEPT.append(b"x" * (64 << 20))
        time.sleep(0.01)


def double_all(numbers):
    return [2 * number for number in numbers]
