"""The student's commands, each a function in `commands.py`."""

from autograder.student.commands import student
from autograder.student.progress import remember
from autograder.student.training_news import TrainingNews

__all__ = [
    "TrainingNews",
    "remember",
    "student",
]
