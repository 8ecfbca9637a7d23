"""Nests so deep that the C stack overflows.

Earns 0. Told: Your code ended the Python process
"""

import sys

sys.setrecursionlimit(10**9)


def double(number):
    class Nested:
        def __repr__(self):
            return repr([self])

    return repr(Nested())


def double_all(numbers):
    return [2 * number for number in numbers]
