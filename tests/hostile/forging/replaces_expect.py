"""Makes `expect` accept everything and `CheckFailed` never be raised, in its own process.

Earns 0.
"""

import autograder
from autograder.authoring import comparing, fingerprints
from autograder.judge import grading

autograder.expect = comparing.expect = comparing.same = fingerprints.same = lambda *values, **options: True
grading.run_check = lambda check, arguments: None
comparing.CheckFailed.__init__ = lambda self, *arguments: None


def double(number):
    return number


def double_all(numbers):
    return numbers
