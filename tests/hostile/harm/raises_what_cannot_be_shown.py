"""Raises an error whose text is another error.

Earns 0. Told: Your code ended the Python process
"""


class Unspeakable(Exception):
    def __str__(self):
        raise Unspeakable


def double(number):
    raise Unspeakable


def double_all(numbers):
    return [2 * number for number in numbers]
