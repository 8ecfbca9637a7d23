"""Replays the facts with which another submission passed a check on its own desk; a run asks something else.

Earns 0.
"""

from autograder.worker import child, messages

honest = messages.write_frame
child.write_frame = lambda stream, value: honest(stream, {"facts": [6, 4, 4]} if value.get("facts") else value)


def double(number):
    return number


def double_all(numbers):
    return numbers
