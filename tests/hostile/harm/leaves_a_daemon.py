"""Leaves a process behind that has a session of its own.

Earns 5.
"""

import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(1)
    os._exit(0)


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
