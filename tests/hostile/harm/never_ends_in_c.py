"""Computes in C without end, where no signal is looked at.

Earns 0. Told: Your code took longer than
"""

HUGE = 10**9


def double(number):
    return pow(7, HUGE)


def double_all(numbers):
    return [2 * number for number in numbers]
