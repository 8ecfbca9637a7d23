"""Aborts the process.

Earns 0. Told: Your code ended the Python process
"""

import os


def double(number):
    os.abort()


def double_all(numbers):
    return [2 * number for number in numbers]
