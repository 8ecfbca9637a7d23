"""Returns more numbers than an answer may hold.

Earns 0. Told: may take|MB of memory|took longer than
"""

import numpy


def double(number):
    return numpy.zeros(40 << 20)


def double_all(numbers):
    return [2 * number for number in numbers]
