"""Leaves with `sys.exit(0)` while it is imported.

Earns 0. Told: SystemExit: 0
"""

import sys

sys.exit(0)


def double(number):
    return number


def double_all(numbers):
    return numbers
