"""Returns true, which equals one.

Earns 0.
"""


def answer(number):
    return True


def double(number):
    return answer(number)


def double_all(numbers):
    return [answer(number) for number in numbers]
