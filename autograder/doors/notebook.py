"""What a test cell calls in a student's open notebook: the visible checks on the code that the kernel holds."""

import ast
import contextlib
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

from autograder.assignment import CHECKS, EMBEDDED, SETTINGS, Assignment, is_assignment, load_assignment
from autograder.authoring import Illustration
from autograder.errors import AutograderError
from autograder.judge import VISIBLE_SEED, Grading, Outcome, TaskResult, illustrations_by_name
from autograder.renderers import explain_task, without_internals
from autograder.results import cell
from autograder.submission import Submission, submission_from_source
from autograder.worker import InProcessSession

_EXECUTION, _VALIDATE = "NBGRADER_EXECUTION", "validate"


def check(task: str) -> float | None:
    """Show what the visible checks say about one task of the notebook that calls this: a table with pictures, or plain text under nbgrader.

    It never raises: a test cell that breaks would tell a student nothing.

    Args:
        task: the task's name.

    Returns:
        Nothing in an open notebook, so that nothing but the text appears. Under nbgrader, which reads a test cell's value
        as points: the visible checks' points; under `nbgrader validate` all points of the task once these checks pass.
    """
    result, most, text, table = None, 0.0, "", ""
    try:
        assignment = _assignment_here()
        names = [known.name for known in assignment.tasks]
        if task not in names:
            raise AutograderError(
                f"A task of this assignment is one of {', '.join(names)}. Received '{task}'. Restore the test cell as it was handed out."
            )
        most = float(assignment.task(task).points)
        result, pictures = _graded(assignment, task)
        text = _text(result)
        table = cell(without_internals(result), pictures, _more(result))
    except AutograderError as error:
        text = str(error)
    except Exception as error:  # noqa: BLE001
        text = f"The check itself broke ({type(error).__name__}: {error}). That is not your fault; show it to your instructor."
    passed = result is not None and result.outcome is Outcome.PASSED
    if table and not os.environ.get(_EXECUTION):
        _display(table, text)
        return None
    # `nbgrader validate` repeats what a failing cell wrote to standard error, and nothing else.
    stream = sys.stderr if os.environ.get(_EXECUTION) == _VALIDATE and not passed else sys.stdout
    print(text, file=stream)
    return _value(result, most)


def _assignment_here() -> Assignment:
    folder = Path.cwd()
    if not is_assignment(folder):
        raise AutograderError(
            f"The checks read the assignment's files beside the notebook. {folder} holds no {CHECKS}/{SETTINGS}. "
            "Open the notebook in the folder that was handed out, then run this cell again."
        )
    return load_assignment(folder)


def _graded(assignment: Assignment, task: str) -> tuple[TaskResult, dict[str, list[Illustration]]]:
    module = sys.modules["__main__"]
    submission = _submission(assignment, module)
    session = InProcessSession(assignment, submission, module, capture=True)
    with _quiet_native_code():
        grading = Grading(assignment, submission, session, EMBEDDED, VISIBLE_SEED)
        result = grading.task_result(task)
        return result, illustrations_by_name(grading, result)


def _submission(assignment: Assignment, module: types.ModuleType) -> Submission:
    """Return what was executed so far; the last definition of a name counts, as it does in the kernel."""
    cells = [cell for cell in getattr(module, "In", []) if isinstance(cell, str) and _is_python(cell)]
    return submission_from_source(assignment.name, f"{assignment.module}.ipynb", "\n\n".join(cells), assignment)


def _is_python(cell: str) -> bool:
    try:
        ast.parse(cell)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _text(result: TaskResult) -> str:
    return f"{explain_task(without_internals(result))}\n{_more(result)}".rstrip("\n")


def _more(result: TaskResult) -> str:
    if result.outcome is not Outcome.PASSED:
        return ""
    return "Hidden checks of the same sort follow when your work is graded."


def _display(table: str, text: str) -> None:
    """Show the table where the notebook can, and the text elsewhere."""
    from IPython.display import display  # noqa: PLC0415 - whoever has a notebook open has it; the engine does without

    display({"text/html": table, "text/plain": text}, raw=True)


def _value(result: TaskResult | None, most: float) -> float | None:
    execution = os.environ.get(_EXECUTION)
    if not execution:
        return None
    if result is None:
        return 0.0
    return most if execution == _VALIDATE and result.outcome is Outcome.PASSED else float(result.score)


@contextlib.contextmanager
def _quiet_native_code() -> Iterator[None]:
    """Drop what TensorFlow's native code writes to the process' standard error; nbgrader takes any such line for a failure."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
