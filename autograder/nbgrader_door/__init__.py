"""The nbgrader door: nbgrader's own commands, gradebook, feedback and export, with the kit's judge in place of the kernel."""

from autograder.nbgrader_door.config import configure, course_folder
from autograder.nbgrader_door.source import build_source

__all__ = ["build_source", "configure", "course_folder"]
