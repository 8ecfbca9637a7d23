"""Writes a kernel setting that would run a program outside.

Earns 0. Told: Read-only file system
"""

# With what it is already, for the sake of a machine where this attack would succeed.
setting = open("/proc/sys/kernel/core_pattern").read()
open("/proc/sys/kernel/core_pattern", "w").write(setting)


def double(number):
    return number + number


def double_all(numbers):
    return list(map(double, numbers))
