"""Puts its own modules in place of the judge's.

Earns 0.
"""

import sys
import types

for name in (
    "autograder.judge.grading",
    "autograder.authoring.checks",
    "autograder.authoring.comparing",
    "autograder.judge.record",
    "checks_1.test_numbers",
    "checks_1.test_hidden",
):
    module = types.ModuleType(name)
    module.expect = module.run_check = lambda *values, **options: True
    sys.modules[name] = module


def double(number):
    return number


def double_all(numbers):
    return numbers
