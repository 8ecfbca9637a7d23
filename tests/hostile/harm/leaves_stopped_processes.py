"""Leaves processes behind that are stopped and heed no signal.

Earns 5.
"""

import os
import signal
import time

for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
    signal.signal(number, signal.SIG_IGN)
# Few: each counts with all memory that it shares with this one.
for _ in range(3):
    if os.fork() == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
time.sleep(0.5)


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
