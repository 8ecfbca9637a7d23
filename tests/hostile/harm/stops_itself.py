"""Stops itself by a signal that nobody takes back.

Earns 0. Told: Your code took longer than
"""

import os
import signal
import time


def double(number):
    os.kill(os.getpid(), signal.SIGSTOP)
    time.sleep(100)


def double_all(numbers):
    return [2 * number for number in numbers]
