"""An assignment's folder, read and checked: settings, checks, answers, and what its probe's source says."""

from autograder.assignment.check_files import AnswerFiles, CheckPackage
from autograder.assignment.course import FILE, CourseSettings, read_course_settings
from autograder.assignment.loading import assignments_below, find_assignment, is_assignment, load_assignment
from autograder.assignment.model import (
    ANSWERS,
    CHECKS,
    HANDED_OUT,
    HANDOUT,
    PICTURES,
    RECORDED,
    SETTINGS,
    THRESHOLDS,
    Assignment,
    module_name,
)
from autograder.assignment.probe_source import texts_in
from autograder.assignment.profiles import EMBEDDED, PROFILES, Profile, Thresholds, trains_on_gpu
from autograder.assignment.recorded_answers import RecordedAnswers, recorded
from autograder.assignment.settings import Limits, Task

__all__ = [
    "ANSWERS",
    "AnswerFiles",
    "Assignment",
    "CHECKS",
    "CheckPackage",
    "CourseSettings",
    "EMBEDDED",
    "FILE",
    "HANDED_OUT",
    "HANDOUT",
    "Limits",
    "PICTURES",
    "PROFILES",
    "Profile",
    "RECORDED",
    "RecordedAnswers",
    "SETTINGS",
    "THRESHOLDS",
    "Task",
    "Thresholds",
    "assignments_below",
    "find_assignment",
    "is_assignment",
    "load_assignment",
    "module_name",
    "read_course_settings",
    "recorded",
    "texts_in",
    "trains_on_gpu",
]
