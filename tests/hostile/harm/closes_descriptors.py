"""Closes every file descriptor.

Earns 0. Told: Your code ended the Python process
"""

import os

os.closerange(0, 1000)


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
