"""Returns an array that says it has another shape.

Earns 0.
"""

import numpy


class Lying(numpy.ndarray):
    shape = property(lambda self: ())


def answer(number):
    return numpy.arange(4).view(Lying)


def double(number):
    return answer(number)


def double_all(numbers):
    return [answer(number) for number in numbers]
