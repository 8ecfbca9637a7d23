"""Writes to its folder until it is full.

Earns 0. Told: No space left on device|File too large
"""


def double(number):
    with open("large", "wb") as file:
        while True:
            file.write(b"x" * (1 << 20))


def double_all(numbers):
    return [2 * number for number in numbers]
