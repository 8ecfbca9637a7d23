"""Writes to shared memory until it is full.

Earns 0. Told: No space left on device|File too large
"""


def double(number):
    for part in range(100):
        with open(f"/dev/shm/{part}", "wb") as file:
            file.write(b"x" * (1 << 20))


def double_all(numbers):
    return [2 * number for number in numbers]
