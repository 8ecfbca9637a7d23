"""Reports a crash whose text cannot be written to any file.

Earns 0. Told: half a character
"""

from autograder.worker import child, messages

honest = messages.write_frame
poison = {"crash": {"kind": "passed", "sentence": "\ud800", "traceback": "\ud800"}}
child.write_frame = lambda stream, value: honest(stream, poison)


def double(number):
    return number


def double_all(numbers):
    return numbers
