"""Loops forever when it is asked.

Earns 0. Told: Your code took longer than
"""

import time


def double(number):
    while True:
        pass


def double_all(numbers):
    return [2 * number for number in numbers]
