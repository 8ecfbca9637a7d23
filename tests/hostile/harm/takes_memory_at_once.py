"""Takes twenty gigabytes at once.

Earns 0. Told: MB of memory|took longer than
"""

import numpy


def double(number):
    return int(numpy.ones(20 * 2**27).sum())


def double_all(numbers):
    return [2 * number for number in numbers]
