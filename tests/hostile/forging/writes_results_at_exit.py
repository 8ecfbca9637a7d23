"""Writes a result file and ends with success in a handler of `atexit`.

Earns 0.
"""

import atexit
import json
import os


def pretend():
    with open("results.json", "w") as file:
        json.dump({"score": 5, "tests": []}, file)
    os._exit(0)


atexit.register(pretend)


def double(number):
    return number


def double_all(numbers):
    return numbers
