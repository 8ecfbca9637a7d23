"""From a submission's facts to what is to be drawn: an assignment's own pictures, and maps of arrays that differ."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.assignment import Assignment
from autograder.authoring import Illustration, Maps, Picture
from autograder.errors import AssignmentError, AutograderError
from autograder.facts import Crash
from autograder.judge.grading import Grading
from autograder.judge.outcomes import Outcome
from autograder.judge.record import TaskResult


@functools.cache
def pictures_of(assignment: Assignment) -> tuple[Picture, ...]:
    """Return an assignment's pictures; none where it has no `pictures.py`.

    Raises:
        AssignmentError: a picture belongs to no task, or to a probe that no visible check of its task judges.
    """
    module = assignment.pictures()
    found = [] if module is None else [value for value in vars(module).values() if isinstance(value, Picture)]
    for made in found:
        probes = {check.probe for check in assignment.checks_of(made.task) if not check.hidden}
        if made.probe not in probes and any(task.name == made.task for task in assignment.tasks):
            line = made.function.__code__.co_firstlineno
            raise AssignmentError(
                made.path,
                line,
                f"A picture shows what a visible check judges. Of task '{made.task}' these are {sorted(probes)}; received '{made.probe}'.",
            )
    return tuple(found)


def illustrations_by_name(grading: Grading, task: TaskResult) -> dict[str, list[Illustration]]:
    """Return all that is to be drawn of one task: an assignment's pictures by the task's name, maps by the name of the check that failed."""
    if task.reason:
        return {}
    maps = {check: [illustration] for check, illustration in maps_of_failures(grading, task).items()}
    return maps | {task.task: list(illustrations_of_task(grading, task.task))}


def illustrations_of_task(grading: Grading, task: str) -> Iterator[Illustration]:
    """Yield an assignment's pictures of one task, made of a submission's facts."""
    for made in pictures_of(grading.assignment):
        checks = [check for check in grading.assignment.checks_of(task) if not check.hidden]
        asked = [check for check in checks if made.task == task and check.probe == made.probe]
        if not asked:
            continue
        try:
            facts, question = grading.look(asked[0])
            if isinstance(facts, Crash):
                continue
            drawings = tuple(made.function(**question.offered(made.function, facts, grading.profile)))
            problem = ""
        # Facts are a student's, and may be of any shape. A picture that cannot be made costs nothing else.
        except Exception as error:  # noqa: BLE001
            drawings, problem = (), f"The facts are not of the form that this picture needs ({type(error).__name__})."
        yield Illustration(made.caption, drawings, problem)


def maps_of_failures(grading: Grading, result: TaskResult) -> dict[str, Illustration]:
    """Return for each visible check that found two arrays to differ, by the check's name, maps of both and of their difference."""
    failed = {check.name for check in result.checks if check.outcome is Outcome.FAILED and not check.hidden}
    found = {}
    for check in grading.assignment.checks_of(result.task):
        try:
            arrays = grading.failed_arrays(check) if check.name in failed else None
        except AutograderError:
            continue
        maps = None if arrays is None else _difference(*arrays)
        if maps is not None:
            found[check.name] = Illustration("Where they differ most: expected, received, and the difference.", (maps,))
    return found


def _difference(received: Any, expected: Any) -> Maps | None:
    """Return the image and channel in which two arrays differ most, as maps; nothing where they are no images."""
    left, right = (np.asarray(values, dtype=np.float64) for values in (received, expected))
    if left.ndim < 2 or left.size == 0 or min(_plane(left).shape) < 3:
        return None
    gaps = np.nan_to_num(np.abs(left - right), nan=np.inf)
    place = np.unravel_index(int(np.argmax(gaps)), gaps.shape)
    chosen, where = _chosen_plane(left.ndim, place)
    planes = {"expected": right[chosen], "received": left[chosen], "difference": left[chosen] - right[chosen]}
    return Maps(planes, shared=("expected", "received"), title=where)


def _plane(array: np.ndarray) -> np.ndarray:
    return array[_chosen_plane(array.ndim, (0,) * array.ndim)[0]]


def _chosen_plane(dimensions: int, place: Sequence[Any]) -> tuple[tuple[Any, ...], str]:
    """Return an index that leaves height and width, and says in words which image and channel these are."""
    everything = slice(None)
    if dimensions == 2:
        return (everything, everything), ""
    if dimensions == 3:
        return (everything, everything, place[2]), f"channel {int(place[2])}"
    before = tuple(place[: dimensions - 3])
    numbers = ", ".join(str(int(number)) for number in before)
    return (*before, everything, everything, place[-1]), f"image {numbers}, channel {int(place[-1])}"
