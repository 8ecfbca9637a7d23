"""Ends the process with exit code 0 before any result exists.

Earns 0. Told: Your code ended the Python process
"""

import os

os._exit(0)


def double(number):
    return number


def double_all(numbers):
    return numbers
