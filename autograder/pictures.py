"""Pictures of facts: what an assignment's `pictures.py` is written with.

A picture is a function that looks at the facts of one probe and returns what to draw, as plain data: photos, maps, curves, a matrix, a network.
Its docstring is the caption. Its first parameter names the probe, which a visible check of the same task must judge: so nothing is drawn of
hidden cases. It may also ask for `given` and `threshold`, as checks do. How it is drawn is the renderer's.
"""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import Any, TypeAlias

import numpy as np

from autograder.assignment import Assignment
from autograder.checks import import_file
from autograder.errors import AssignmentError, AutograderError
from autograder.grading import Grading
from autograder.record import TaskResult
from autograder.worker.messages import Crash

_OFFERED = ("given", "threshold")
_MOST_MAPS = 24


@dataclass(frozen=True)
class Photos:
    """Photos side by side.

    Attributes:
        images: `(height, width, 3)` or `(height, width)`, values in 0..255, of any sizes.
        captions: one line below each.
        title: what they show together.
    """

    images: Sequence[np.ndarray]
    captions: Sequence[str]
    title: str = ""


@dataclass(frozen=True)
class Maps:
    """Numbers as colours: arrays `(height, width)` by name. Those in `shared` have one scale; each other one has its own."""

    arrays: Mapping[str, np.ndarray]
    shared: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Curves:
    """Lines over epochs.

    Attributes:
        lines: name and one value for each epoch.
        bands: for some of these names the range in which the reference's lie: `(lowest, highest)`, each with one value for an epoch.
        measured: what the values are.
        limits: the axis' ends; from the values unless given.
    """

    lines: Mapping[str, Sequence[float]]
    bands: Mapping[str, tuple[Sequence[float], Sequence[float]]] = field(default_factory=dict)
    measured: str = ""
    limits: tuple[float, float] | None = None
    title: str = ""


@dataclass(frozen=True)
class Matrix:
    """Which class was taken for which: `counts[true, answered]`, and the classes' names."""

    counts: np.ndarray
    names: Sequence[str]
    title: str = ""


@dataclass(frozen=True)
class Network:
    """A network from its first block to its last: `(height, width, channels)` of what each makes.

    Attributes:
        blocks: in order.
        wrong: numbers of the blocks that are not as expected.
    """

    blocks: Sequence[Sequence[int]]
    wrong: frozenset[int] = frozenset()
    title: str = ""


Drawing: TypeAlias = Photos | Maps | Curves | Matrix | Network


@dataclass(frozen=True)
class Picture:
    """One function of a `pictures.py`."""

    task: str
    caption: str
    function: Callable[..., Sequence[Drawing]]

    @property
    def parameters(self) -> tuple[str, ...]:
        code = self.function.__code__
        return code.co_varnames[: code.co_argcount]

    @property
    def probe(self) -> str:
        return next(name for name in self.parameters if name not in _OFFERED)


@dataclass(frozen=True)
class Shown:
    """What is to be drawn below a task or a check; `problem` where it could not be made of the facts."""

    caption: str
    drawings: tuple[Drawing, ...] = ()
    problem: str = ""


def picture(task: str) -> Callable[[FunctionType], Picture]:
    """Make a function a picture of a task."""

    def mark(function: FunctionType) -> Picture:
        path, line = Path(function.__code__.co_filename), function.__code__.co_firstlineno
        caption = " ".join((function.__doc__ or "").split())
        if not caption:
            raise AssignmentError(path, line, f"A picture's docstring is its caption; {function.__name__} has none.")
        made = Picture(task, caption, function)
        if sum(parameter not in _OFFERED for parameter in made.parameters) != 1:
            raise AssignmentError(path, line, f"A picture takes the facts of one probe; received {made.parameters}.")
        return made

    return mark


@functools.cache
def pictures_of(assignment: Assignment) -> tuple[Picture, ...]:
    """Return an assignment's pictures; none where it has no `pictures.py`.

    Raises:
        AssignmentError: a picture belongs to no task, or to a probe that no visible check of its task judges.
    """
    path = assignment.pictures_file
    if not path.exists():
        return ()
    found = [value for value in vars(import_file(path, assignment.folder)).values() if isinstance(value, Picture)]
    for made in found:
        probes = {check.probe for check in assignment.checks_of(made.task) if not check.hidden}
        if made.probe not in probes and any(task.name == made.task for task in assignment.tasks):
            line = made.function.__code__.co_firstlineno
            raise AssignmentError(
                path,
                line,
                f"A picture shows what a visible check judges. Of task '{made.task}' these are {sorted(probes)}; received '{made.probe}'.",
            )
    return tuple(found)


def show_task(grading: Grading, task: str) -> Iterator[Shown]:
    """Yield an assignment's pictures of one task, made of a submission's facts."""
    for made in pictures_of(grading.assignment):
        checks = [check for check in grading.assignment.checks_of(task) if not check.hidden]
        asked = [check for check in checks if made.task == task and check.probe == made.probe]
        if not asked:
            continue
        try:
            facts, given = grading.look(asked[0])
            if isinstance(facts, Crash):
                continue
            offered = {made.probe: facts, "given": given, "threshold": grading.profile.thresholds}
            drawings = tuple(made.function(**{name: offered[name] for name in made.parameters}))
            problem = ""
        # Facts are a student's, and may be of any shape. A picture that cannot be made costs nothing else.
        except Exception as error:  # noqa: BLE001
            drawings, problem = (), f"The facts are not of the form that this picture needs ({type(error).__name__})."
        yield Shown(made.caption, drawings, problem)


def show_failures(grading: Grading, result: TaskResult) -> dict[str, Shown]:
    """Return for each visible check that found two arrays to differ, by the check's name, maps of both and of their difference."""
    failed = {check.name for check in result.checks if check.outcome == "failed" and not check.hidden}
    found = {}
    for check in grading.assignment.checks_of(result.task):
        try:
            arrays = grading.failed_arrays(check) if check.name in failed else None
        except AutograderError:
            continue
        maps = None if arrays is None else _difference(*arrays)
        if maps is not None:
            found[check.name] = Shown("Where they differ most: expected, received, and the difference.", (maps,))
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


def confusion(probabilities: np.ndarray, labels: np.ndarray, names: Sequence[str], title: str = "") -> Matrix:
    """Return which class was taken for which.

    Args:
        probabilities: `(photo, class)`.
        labels: the true class of each photo.
    """
    counts = np.zeros((len(names), len(names)), int)
    np.add.at(counts, (labels, np.argmax(probabilities, axis=1)), 1)
    return Matrix(counts, names, title)


def most_confused(
    images: np.ndarray, probabilities: np.ndarray, labels: np.ndarray, names: Sequence[str], most: int = 8
) -> Photos:
    """Return the photos about which the network was surest and wrong, what they are, and what it said.

    Args:
        images: `(photo, height, width, 3)` in 0..255.
        probabilities, labels, names: as for `confusion`.
        most: how many.
    """
    answers, sure = np.argmax(probabilities, axis=1), np.max(probabilities, axis=1)
    wrong = np.flatnonzero(answers != labels)
    chosen = wrong[np.argsort(-sure[wrong], kind="stable")][: min(most, _MOST_MAPS)]
    captions = [f"{names[labels[one]]}, taken for {names[answers[one]]} ({100 * sure[one]:.0f} %)" for one in chosen]
    return Photos([images[one] for one in chosen], captions, "Wrong answers, the surest first" if len(chosen) else "")
