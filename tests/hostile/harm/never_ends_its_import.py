"""Loops forever while it is imported.

Earns 0. Told: Your code took longer than
"""

while True:
    pass


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
