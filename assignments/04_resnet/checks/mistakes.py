"""What known mistakes make of a unit's output, kernels and normalisations, so that a check can name the one it meets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import numpy as np

from autograder import signs

from .in_numpy import ACTIVATIONS, assignments, convolution, kernel_shapes, nearest, shortcuts

Step = Callable[[np.ndarray], np.ndarray]
Case = dict[str, Any]
Shapes = list[tuple[int, ...]]
VECTORS = ("beta", "gamma", "moving_mean", "moving_variance")
# How many convolutions it has.
MAIN_BRANCH = {"residual": 2, "bottleneck": 3}
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


def output_mistakes(
    unit: str, case: Case, described: list[dict[str, Any]], images: np.ndarray, received: np.ndarray
) -> dict[str, Callable[[], np.ndarray | None]]:
    """Return for each sentence the output that its mistake gives; of several the one nearest to what was received."""
    shapes = kernel_shapes(unit, case["channels"], case["filters"], case["strides"])

    def output(mistake: Mistake) -> np.ndarray | None:
        handed_out = assignments(shapes, case["seed"], described)
        return nearest((o for weights in handed_out for o in _outputs(mistake, unit, case, images, *weights)), received)

    return {sentence: partial(output, mistake) for sentence, mistake in OUTPUTS.items()}


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


def normalization_mistakes(
    unit: str, case: Case, described: list[dict[str, Any]], images: np.ndarray, received: np.ndarray, tolerance: float
) -> dict[str, Callable[[], list[int] | None]]:
    """Return for each sentence how often each vector is found, where a normalisation is missing in that place."""
    shapes = kernel_shapes(unit, case["channels"], case["filters"], case["strides"])
    length = MAIN_BRANCH[unit]

    def counts(places: range, stand_ins: Callable[[list[Any], int], list[Any]]) -> list[int] | None:
        outputs = (
            output
            for place in places
            for kernels, norms in assignments(shapes, case["seed"], described, without=place)
            for other in stand_ins(norms, shapes[place][-1])
            for output in _outputs(Mistake(), unit, case, images, kernels, [*norms[:place], other, *norms[place:]])
        )
        found = nearest(outputs, received)
        alike = found is not None and np.max(np.abs(found - received)) <= tolerance
        return [len(shapes) - 1] * len(VECTORS) if alike else None

    main, projection = range(length), range(length, len(shapes))
    return {
        "Two convolutions share one normalisation.": partial(counts, range(len(shapes)), _another),
        "The shortcut's convolution has no normalisation.": partial(counts, projection, _none),
        "A convolution of the main branch has no normalisation.": partial(counts, main, _none),
    }


def _another(norms: list[Any], width: int) -> list[Any]:
    return [norm for norm in norms if norm.gamma.shape == (width,)]


def _none(norms: list[Any], width: int) -> list[Any]:
    return [lambda x: x]


def kernel_mistakes(unit: str, case: Case, found: list[list[int]]) -> dict[str, Any]:
    """Return the mistakes that show in the kernels' shapes."""
    channels, filters = case["channels"], case["filters"]
    shapes = kernel_shapes(unit, channels, filters, case["strides"])
    special = _residual_kernels if unit == "residual" else _bottleneck_kernels
    length, width = MAIN_BRANCH[unit], filters if unit == "residual" else 4 * filters
    main, rest = shapes[:length], shapes[length:]
    known = {
        "The unit owns no kernel, as where layers are made in `call`.": [[]],
        "The shortcut has a convolution, though the input has the output's shape.": [
            [*main, (1, 1, channels, width)],
        ],
        "The shortcut has no convolution, though the input has not the output's shape.": [main],
        "The shortcut's kernel is 3x3.": [[*main, (3, 3, channels, width)]],
    } | special(main, rest, channels, filters)
    sorted_found = sorted(tuple(shape) for shape in found)
    return signs({sentence: sorted_found in [sorted(one) for one in each] for sentence, each in known.items()})


def _residual_kernels(main: Shapes, rest: Shapes, channels: int, filters: int) -> dict[str, list[Shapes]]:
    small = [(1, 1, *shape[2:]) for shape in main]
    return {
        "One of the two convolutions has a 1x1 kernel.": [[small[0], main[1], *rest], [main[0], small[1], *rest]],
        "Both convolutions have 1x1 kernels.": [[*small, *rest]],
        "There is one 3x3 kernel, not two, as where one convolution is called twice.": [
            [main[0], *rest],
            [main[1], *rest],
        ],
    }


def _bottleneck_kernels(main: Shapes, rest: Shapes, channels: int, filters: int) -> dict[str, list[Shapes]]:
    wide = 4 * filters
    first, second, _ = main
    narrow = [first, second, (1, 1, filters, filters)]
    return {
        "The 3x3 convolution already has 4 * filters channels: nothing is left to widen.": [
            [first, (3, 3, filters, wide), (1, 1, wide, wide), *rest],
            [(1, 1, channels, wide), (3, 3, wide, wide), (1, 1, wide, wide), *rest],
        ],
        "No convolution has 4 * filters channels: nothing is widened.": [narrow, [*narrow, (1, 1, channels, filters)]],
    }
