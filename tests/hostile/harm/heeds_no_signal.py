"""Ignores all signals, and loops.

Earns 0. Told: Your code took longer than
"""

import signal

for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)


def double(number):
    while True:
        pass


def double_all(numbers):
    return [2 * number for number in numbers]
