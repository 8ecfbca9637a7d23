"""Makes files with newlines and 255 characters in their names, and folders a thousand deep.

Earns 5.
"""

import os

open("a\nb", "w").close()
open("x" * 255, "w").close()
for _ in range(1000):
    os.mkdir("d")
    os.chdir("d")


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
