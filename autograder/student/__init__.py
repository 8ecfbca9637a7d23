"""The student's commands: check, watch, hint, list, progress, reset, diff, doctor."""

from autograder.student.commands import student
from autograder.student.progress import remember
from autograder.student.training_news import TrainingNews

__all__ = [
    "TrainingNews",
    "remember",
    "student",
]
