"""Attaches to its parent and to process 1 as a debugger.

Earns 0. Told: PermissionError
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for target in {os.getppid(), 1} - {os.getpid()}:
    if libc.ptrace(16, target, 0, 0) == 0:
        print("<CANARY>")
raise PermissionError("not traced")


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
