"""Auto-graded exercises: the engine.

What an assignment's files import is here; everything else is private to the engine.
"""

from autograder.checks import inputs, repeat, task
from autograder.comparing import expect, giving_all, signs
from autograder.inputs import Inputs

__version__ = "0.1.0"
__all__ = ["Inputs", "__version__", "expect", "giving_all", "inputs", "repeat", "signs", "task"]
