"""Takes memory in processes that are small each.

Earns 0. Told: MB of memory
"""

import os
import time


def double(number):
    for _ in range(9):
        if os.fork() == 0:
            kept = b"x" * (300 << 20)
            time.sleep(100)
    time.sleep(100)


def double_all(numbers):
    return [2 * number for number in numbers]
