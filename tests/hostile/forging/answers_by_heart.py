"""Knows the answers to the cases that students see, and no others; a run draws cases of its own for the same checks.

Earns 0.
"""


def answer(number):
    return VISIBLE_ANSWERS.get(number, 0)


def double(number):
    return answer(number)


def double_all(numbers):
    return [answer(number) for number in numbers]
