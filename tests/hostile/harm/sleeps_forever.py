"""Sleeps, so that no processor time is counted.

Earns 0. Told: Your code took longer than
"""

import time


def double(number):
    time.sleep(10**6)


def double_all(numbers):
    return [2 * number for number in numbers]
