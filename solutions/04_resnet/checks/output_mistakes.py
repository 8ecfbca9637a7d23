"""What known mistakes make of a unit's output: each is an edit of the textbook's main branch, shortcut, sum or normalisations."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial, reduce
from typing import Any

import numpy as np

from autograder import Mistakes, any_of
from autograder.authoring import AnyOf

from .textbook import ACTIVATIONS, MAIN_BRANCH, Case, convolution, distinct, drawn_weights, outputs, shortcuts

Step = Callable[[np.ndarray], np.ndarray]
RELU = ACTIVATIONS["relu"]


@dataclass(frozen=True)
class BatchNormalization:
    """A normalisation by the batch's own statistics."""

    gamma: np.ndarray
    beta: np.ndarray
    epsilon: float

    def __call__(self, x: np.ndarray) -> np.ndarray:
        axes = tuple(range(x.ndim - 1))
        return self.gamma * (x - x.mean(axes)) / np.sqrt(x.var(axes) + self.epsilon) + self.beta


@dataclass(frozen=True)
class Mistake:
    """One way to get a unit wrong; what it does not change is as in the textbook.

    Attributes:
        rows: what becomes of the main branch, a row of convolution, normalisation, activation, convolution and so on.
        end: what is made of main branch and shortcut.
        norms: what becomes of the normalisations.
        last_strided: whether the main branch's last convolution takes the strides.
    """

    rows: Callable[[list[Step], Step], list[list[Step]]] = lambda row, act: [row]
    end: Callable[[np.ndarray, np.ndarray, Step], np.ndarray] = lambda main, shortcut, act: act(main + shortcut)
    norms: Callable[[list[Any]], list[list[Any]]] = lambda norms: [norms]
    last_strided: bool = False


def _without_an_activation(row: list[Step], act: Step) -> list[list[Step]]:
    places = [place for place, step in enumerate(row) if step is act]
    return [[step for step in row if step is not act], *([*row[:place], *row[place + 1 :]] for place in places)]


def _activated_before_normalization(row: list[Step], act: Step) -> list[list[Step]]:
    places = [place for place, step in enumerate(row) if step is act]
    return [*(_exchanged(row, place) for place in places), reduce(_exchanged, places, row)]


def _exchanged(row: list[Step], place: int) -> list[Step]:
    return [*row[: place - 1], row[place], row[place - 1], *row[place + 1 :]]


def _by_the_batch(norms: list[Any]) -> list[list[Any]]:
    return [[BatchNormalization(n.gamma, n.beta, epsilon) for n in norms] for epsilon in (1e-3, 1e-4, 1e-5)]


def _with_relu_inside(row: list[Step], act: Step) -> list[list[Step]]:
    return [[RELU if step is act else step for step in row]]


def _activated(row: list[Step], act: Step) -> list[list[Step]]:
    return [[*row, act]]


def _sum_alone(main: np.ndarray, shortcut: np.ndarray, act: Step) -> np.ndarray:
    return main + shortcut


def _relu_of_sum(main: np.ndarray, shortcut: np.ndarray, act: Step) -> np.ndarray:
    return RELU(main + shortcut)


OUTPUTS = {
    "ReLU is used in every place, whatever `activation` says.": Mistake(rows=_with_relu_inside, end=_relu_of_sum),
    "Inside the main branch stands ReLU, whatever `activation` says.": Mistake(rows=_with_relu_inside),
    "After the sum stands ReLU, whatever `activation` says.": Mistake(end=_relu_of_sum),
    "Between two convolutions of the main branch an activation is missing.": Mistake(rows=_without_an_activation),
    "In the main branch a normalisation stands behind an activation, not before it.": Mistake(
        rows=_activated_before_normalization
    ),
    "At inference the unit normalises by the batch's own statistics, as in training.": Mistake(norms=_by_the_batch),
    "One convolution of the main branch does not count: the next one reads the unit's input.": Mistake(
        rows=lambda row, act: [row[3:]]
    ),
    "The main branch is activated before the sum, and the sum once more.": Mistake(rows=_activated),
    "The activation stands before the sum and not after it.": Mistake(rows=_activated, end=_sum_alone),
    "The sum is not activated.": Mistake(end=_sum_alone),
    "The output is that of the main branch alone: no shortcut was added.": Mistake(
        end=lambda main, shortcut, act: act(main)
    ),
    "The shortcut was added twice.": Mistake(end=lambda main, shortcut, act: act(main + 2 * shortcut)),
    "The last convolution of the main branch takes the strides.": Mistake(last_strided=True),
}


def output_mistakes(unit: str, case: Case, images: np.ndarray) -> Mistakes:
    """Return for each sentence all outputs that its mistake may give; none where it makes no difference."""

    def made(mistake: Mistake) -> AnyOf:
        found = (
            output
            for handed_out in drawn_weights(unit, case)
            for output in _outputs(mistake, unit, case, images, *handed_out)
        )
        return any_of(*distinct(found, known=outputs(unit, case, images)))

    return Mistakes({sentence: cache(partial(made, mistake)) for sentence, mistake in OUTPUTS.items()})


def _outputs(
    mistake: Mistake, unit: str, case: Case, images: np.ndarray, kernels: list[np.ndarray], norms: list[Any]
) -> Iterator[np.ndarray]:
    act, strides = ACTIVATIONS[case["activation"]], case["strides"]
    length = MAIN_BRANCH[unit]
    strided = [length - 1] if mistake.last_strided else range(length - 1)
    for place, chosen in ((place, chosen) for place in strided for chosen in mistake.norms(norms)):
        row: list[Step] = []
        for number in range(length):
            pace = strides if number == place else 1
            row += [partial(convolution, kernel=kernels[number], strides=pace), chosen[number], act]
        mains = [_run(edited, images) for edited in mistake.rows(row[:-1], act)]
        for shortcut in shortcuts(images, kernels[length:], chosen[length:], strides):
            yield from (
                mistake.end(main, shortcut, act) for main in mains if main is not None and main.shape == shortcut.shape
            )


def _run(row: list[Step], x: np.ndarray) -> np.ndarray | None:
    """Return what the steps make of `x`; nothing where a mistake's steps do not fit each other."""
    try:
        for step in row:
            x = step(x)
    except ValueError:
        return None
    return x
