"""Reads from address zero.

Earns 0. Told: Your code ended the Python process
"""

import ctypes


def double(number):
    return ctypes.string_at(0)


def double_all(numbers):
    return [2 * number for number in numbers]
