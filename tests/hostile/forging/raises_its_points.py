"""Makes every result in its own process earn 99 points.

Earns 0.
"""

from autograder.judge import grading, outcomes, record

record.CheckResult.earned = property(lambda self: 99.0)
grading.combine = outcomes.combine = lambda found: outcomes.Outcome.PASSED


def double(number):
    return number


def double_all(numbers):
    return numbers
