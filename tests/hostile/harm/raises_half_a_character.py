"""Raises an error whose text cannot be written to a file.

Earns 0. Told: half a character
"""


def double(number):
    raise ValueError("\ud800")


def double_all(numbers):
    return [2 * number for number in numbers]
