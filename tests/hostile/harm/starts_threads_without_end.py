"""Starts threads until there are no more.

Earns 0. Told: threads at once|MB of memory|took longer than
"""

import threading
import time


def double(number):
    while True:
        try:
            threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
        except RuntimeError:
            time.sleep(0.1)


def double_all(numbers):
    return [2 * number for number in numbers]
