"""Opens files until there are no more descriptors.

Earns 0. Told: Too many open files
"""

KEPT = []


def double(number):
    while True:
        KEPT.append(open("/dev/null"))


def double_all(numbers):
    return [2 * number for number in numbers]
