"""Calls itself without end.

Earns 0. Told: RecursionError
"""


def double(number):
    return double(number)


def double_all(numbers):
    return [2 * number for number in numbers]
