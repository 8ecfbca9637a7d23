"""Returns infinity, which is at least anything.

Earns 0.
"""


def answer(number):
    return float("inf")


def double(number):
    return answer(number)


def double_all(numbers):
    return [answer(number) for number in numbers]
