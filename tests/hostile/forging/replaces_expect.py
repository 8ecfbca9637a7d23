"""Makes `expect` accept everything and `CheckFailed` never be raised, in its own process.

Earns 0.
"""

import autograder
from autograder import assignment as checks
from autograder import judge as grading

autograder.expect = checks.expect = checks.same = lambda *values, **options: True
grading.run_check = lambda check, arguments: None
checks.CheckFailed.__init__ = lambda self, *arguments: None


def double(number):
    return number


def double_all(numbers):
    return numbers
