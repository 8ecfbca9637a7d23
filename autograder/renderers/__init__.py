"""Records in words and tables, for terminals. Renderers compute no marks."""

from autograder.renderers.class_progress import ClassProgress
from autograder.renderers.explain import explain_check, explain_task, points, without_internals
from autograder.renderers.summary import next_step, summary_lines
from autograder.renderers.table import print_class

__all__ = [
    "ClassProgress",
    "explain_check",
    "explain_task",
    "next_step",
    "points",
    "print_class",
    "summary_lines",
    "without_internals",
]
