"""The nbgrader door: nbgrader's own commands, gradebook, feedback and export, with the kit's judge in place of the kernel."""

from autograder.doors.nbgrader.config import configure, course_folder
from autograder.doors.nbgrader.source import build_source

__all__ = ["build_source", "configure", "course_folder"]
