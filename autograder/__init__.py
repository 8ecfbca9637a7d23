"""Auto-graded exercises: the engine.

What an assignment's files import is here, in `authoring.keras_facts` and in `authoring.keras_movement`; everything else is private to
the engine.
"""

from autograder.authoring import (
    EachCase,
    Inputs,
    Mistakes,
    answers,
    any_of,
    draw_weights,
    expect,
    giving_all,
    inputs,
    mistakes,
    repeat,
    signs,
    task,
)

__version__ = "0.1.0"
__all__ = [
    "EachCase",
    "Inputs",
    "Mistakes",
    "__version__",
    "answers",
    "any_of",
    "draw_weights",
    "expect",
    "giving_all",
    "inputs",
    "mistakes",
    "repeat",
    "signs",
    "task",
]
