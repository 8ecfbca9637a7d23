"""Pictures of facts: what an assignment's `pictures.py` is written with.

A picture is a function that looks at the facts of one probe and returns what to draw, as plain data: photos, maps, curves, a matrix, a network.
Its docstring is the caption. Its first parameter names the probe, which a visible check of the same task must judge: so nothing is drawn of
hidden cases. It may also ask for `given`, `answers` and `threshold`, as checks do. How it is drawn is the renderer's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import TypeAlias

import numpy as np

from autograder.authoring.checks import OFFERED, parameters_of
from autograder.errors import AssignmentError


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
    def probe(self) -> str:
        return next(name for name in parameters_of(self.function) if name not in OFFERED)

    @property
    def path(self) -> Path:
        return Path(self.function.__code__.co_filename)


@dataclass(frozen=True)
class Illustration:
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
        asked = parameters_of(function)
        if sum(parameter not in OFFERED for parameter in asked) != 1:
            raise AssignmentError(path, line, f"A picture takes the facts of one probe; received {asked}.")
        return made

    return mark


def confusion(probabilities: np.ndarray, labels: np.ndarray, names: Sequence[str], title: str = "") -> Matrix:
    """Return which class was taken for which, under the share of right answers.

    Args:
        probabilities: `(photo, class)`.
        labels: the true class of each photo.
        names: the classes' names.
        title: whose answers they are.
    """
    answers, counts = np.argmax(probabilities, axis=1), np.zeros((len(names), len(names)), int)
    np.add.at(counts, (labels, answers), 1)
    share = f"{np.mean(answers == labels):.1%} of {len(labels)}"
    return Matrix(counts, names, f"{title}: {share}" if title else share)


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
    chosen = wrong[np.argsort(-sure[wrong], kind="stable")][:most]
    captions = [
        f"{names[labels[one]]}, taken for {names[answers[one]]} ({100 * sure[one]:.0f}\u00a0%)" for one in chosen
    ]
    return Photos([images[one] for one in chosen], captions, "Wrong answers, the surest first" if len(chosen) else "")


def answers_on_photos(
    images: np.ndarray, probabilities: np.ndarray, labels: np.ndarray, names: Sequence[str], title: str = ""
) -> list[Drawing]:
    """Return `confusion`, and the photos of `most_confused`."""
    return [confusion(probabilities, labels, names, title), most_confused(images, probabilities, labels, names)]
